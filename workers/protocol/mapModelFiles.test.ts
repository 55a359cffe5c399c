import { describe, expect, it } from 'vitest';
import { lookForMapModel, neededOfMapModel } from './mapModelFiles';

const depth = [
  '.gitattributes',
  'README.md',
  'config.json',
  'preprocessor_config.json',
  'onnx/model_q4.onnx',
  'onnx/model.onnx',
  'onnx/model_fp16.onnx',
];
const sam = [
  'config.json',
  'preprocessor_config.json',
  'onnx/vision_encoder_quantized.onnx',
  'onnx/prompt_encoder_mask_decoder.onnx',
  'onnx/prompt_encoder_mask_decoder_quantized.onnx',
  'onnx/model.onnx',
];

describe('lookForMapModel', () => {
  it('finds a depth model and what to fetch of it', () => {
    const look = lookForMapModel(depth, 'depth_anything');
    expect(look).toEqual({
      kind: 'depth',
      missing: null,
      files: { kind: 'depth', graph: 'onnx/model.onnx', configs: ['config.json', 'preprocessor_config.json'] },
    });
    expect(look?.files && neededOfMapModel(depth, look.files)).toEqual(['config.json', 'preprocessor_config.json', 'onnx/model.onnx']);
  });

  it('finds the two halves of an object model, each in the best precision there is', () => {
    expect(lookForMapModel(sam)).toMatchObject({
      kind: 'segment',
      files: { encoder: 'onnx/vision_encoder_quantized.onnx', decoder: 'onnx/prompt_encoder_mask_decoder.onnx' },
    });
  });

  it('takes weights beside the graph along', () => {
    const paths = ['config.json', 'onnx/model.onnx', 'onnx/model.onnx_data', 'onnx/model_fp16.onnx_data'];
    const look = lookForMapModel(paths, 'dpt');
    expect(look?.files && neededOfMapModel(paths, look.files)).toEqual(['config.json', 'onnx/model.onnx', 'onnx/model.onnx_data']);
  });

  it('says which half is missing', () => {
    expect(lookForMapModel(sam.filter((path) => !path.includes('decoder')))).toMatchObject({
      files: null,
      missing: expect.stringContaining('prompt_encoder_mask_decoder') as string,
    });
    expect(lookForMapModel(['config.json'], 'sam')).toMatchObject({ kind: 'segment', files: null });
    expect(lookForMapModel(['config.json'], 'depth_anything')).toMatchObject({ kind: 'depth', files: null });
  });

  it('leaves everything else alone', () => {
    expect(lookForMapModel(['model_index.json', 'unet/model.onnx', 'config.json'])).toBeNull();
    expect(lookForMapModel(depth, 'bert')).toBeNull();
    expect(lookForMapModel(['config.json', 'model.safetensors'])).toBeNull();
  });
});
