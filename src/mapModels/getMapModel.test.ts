import { describe, expect, it } from 'vitest';
import type { RepositoryListing } from '../../workers/protocol/store';
import { askForMapModel, importOfMapModel, knownMapModels } from './getMapModel';

const [depth, objects, poses] = knownMapModels;

function hub(files: readonly (readonly [path: string, sizeBytes: number | null])[]) {
  return {
    listRepository: (request: Pick<RepositoryListing, 'baseUrl' | 'repository' | 'revision'>) =>
      Promise.resolve<RepositoryListing>({
        ...request,
        commit: 'abcdef0123456789',
        licence: 'apache-2.0',
        gated: false,
        files: files.map(([path, sizeBytes]) => ({ path, sizeBytes, url: `${request.baseUrl}/${path}`, sha256: null, gitSha1: null })),
      }),
  };
}

function picked(folder: string, ...paths: readonly string[]): File[] {
  return paths.map((path) => Object.assign(new File(['x'], path.split('/').at(-1) ?? ''), { webkitRelativePath: `${folder}/${path}` }));
}

describe('askForMapModel', () => {
  it('offers what is needed with its size, pinned to the commit', async () => {
    const offered = await askForMapModel(
      hub([
        ['README.md', 9],
        ['config.json', 100],
        ['preprocessor_config.json', 20],
        ['onnx/model.onnx', 5000],
        ['onnx/model_fp16.onnx', 2500],
      ]),
      depth!,
    );
    expect(offered.sizeBytes).toBe(5120);
    expect(offered.request).toMatchObject({
      family: 'map model',
      licence: 'apache-2.0',
      origin: { kind: 'hub', commit: 'abcdef0123456789' },
    });
    expect(offered.request.files.map(({ path }) => path)).toEqual(['config.json', 'preprocessor_config.json', 'onnx/model.onnx']);
  });

  it('does not guess a size that the hub leaves out', async () => {
    const offered = await askForMapModel(
      hub([
        ['config.json', 1],
        ['onnx/vision_encoder.onnx', null],
        ['onnx/prompt_encoder_mask_decoder.onnx', 3],
      ]),
      objects!,
    );
    expect(offered.sizeBytes).toBeNull();
  });

  it('refuses a repository that has changed', async () => {
    await expect(
      askForMapModel(
        hub([
          ['config.json', 1],
          ['onnx/vision_encoder.onnx', 2],
        ]),
        objects!,
      ),
    ).rejects.toMatchObject({ code: 'package-missing-file', message: expect.stringContaining('prompt_encoder_mask_decoder') as string });
  });
});

describe('pose models', () => {
  it('are told from depth models of the same names by what they are kept as', async () => {
    const offered = await askForMapModel(
      hub([
        ['config.json', 1],
        ['preprocessor_config.json', 2],
        ['onnx/model.onnx', 3],
        ['onnx/model_fp16.onnx', 2],
      ]),
      poses!,
    );
    expect(offered.request).toMatchObject({ family: 'pose model', id: 'hub:onnx-community/vitpose-base-simple@abcdef012345' });
    expect(offered.sizeBytes).toBe(6);
  });

  it('are an ONNX file alone, or the one in a folder that finds no whole people', () => {
    const alone = Object.assign(new File(['x'], 'dw-ll_ucoco_384.onnx'), { webkitRelativePath: '' });
    expect(importOfMapModel([alone], 'pose')).toMatchObject({
      ...{ family: 'pose model', title: 'dw-ll_ucoco_384', only: ['dw-ll_ucoco_384.onnx'] },
    });
    expect(importOfMapModel(picked('DWPose', 'yolox_l.onnx', 'dw-ll_ucoco_384.onnx', 'README.md'), 'pose')).toMatchObject({
      ...{ title: 'DWPose', only: ['dw-ll_ucoco_384.onnx'] },
    });
    expect(() => importOfMapModel(picked('x', 'a.onnx', 'b.onnx'), 'pose')).toThrow('It finds joints, but');
  });
});

describe('importOfMapModel', () => {
  it('takes the files of the model from a folder and no others', () => {
    expect(importOfMapModel(picked('depth', 'config.json', 'notes.txt', 'onnx/model.onnx'))).toMatchObject({
      name: 'depth',
      title: 'depth',
      only: ['config.json', 'onnx/model.onnx'],
    });
  });

  it('says what a folder lacks', () => {
    expect(() => importOfMapModel(picked('sam', 'config.json', 'vision_encoder.onnx'))).toThrow(
      '“prompt_encoder_mask_decoder.onnx” is not among its files',
    );
    expect(() => importOfMapModel(picked('pictures', 'a.png'))).toThrow('no depth and no object model');
  });
});
