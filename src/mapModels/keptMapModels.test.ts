import { describe, expect, it } from 'vitest';
import type { StoredPackage } from '../../workers/protocol/store';
import { keptMapModels } from './keptMapModels';

const kept = (id: string, paths: readonly string[], state: StoredPackage['state'] = 'ready'): StoredPackage => ({
  id,
  title: id,
  family: null,
  licence: null,
  origin: { kind: 'import', name: id },
  state,
  files: paths.map((path) => ({ path, sizeBytes: 1, doneBytes: 1, sha256: null, promised: false, state: 'complete' })),
  doneBytes: 1,
  totalBytes: 1,
  refetchable: false,
  notes: [],
  fault: null,
  checkpoint: null,
});

describe('keptMapModels', () => {
  it('finds what can make maps and leaves out the rest', () => {
    const packages = [
      kept('pictures', ['model_index.json', 'unet/model.onnx', 'config.json']),
      kept('deep', ['config.json', 'onnx/model.onnx']),
      kept('objects', ['config.json', 'onnx/vision_encoder.onnx', 'onnx/prompt_encoder_mask_decoder.onnx']),
      kept('half', ['config.json', 'onnx/vision_encoder.onnx']),
      { ...kept('joints', ['config.json', 'onnx/model.onnx']), family: 'pose model' },
      kept('coming', ['config.json', 'onnx/model.onnx'], 'downloading'),
    ];
    expect(keptMapModels(packages)).toEqual([
      { id: 'deep', title: 'deep', kind: 'depth' },
      { id: 'objects', title: 'objects', kind: 'segment' },
      { id: 'joints', title: 'joints', kind: 'pose' },
    ]);
  });
});
