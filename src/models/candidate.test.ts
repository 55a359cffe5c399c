import { expect, it } from 'vitest';
import type { ImportReport } from '../../workers/protocol/importReport';
import type { InspectRequest, WantedFile } from '../../workers/protocol/store';
import { isRunnable, lookIntoAddress, lookIntoFiles, lookIntoRepository, pickedFiles } from './candidate';
import { fakeStore } from './fakeStore';

const device = { provider: 'wasm', shaderF16: false, jspi: false } as const;
const report: ImportReport = {
  title: '',
  layout: 'diffusers',
  layoutWords: '',
  family: 'sd1',
  variant: 'base',
  familyWords: 'Stable Diffusion 1',
  isInpainting: false,
  scheduler: 'DDIM',
  nativeSize: { width: 512, height: 512 },
  parts: [],
  findings: [],
  features: [],
  estimatedMemoryBytes: 1,
  lending: { gives: [], lacks: [], latents: 'sd', isPart: false },
  totalBytes: 77,
};
const wanted = (path: string, sizeBytes: number | null): WantedFile => ({
  path,
  url: `https://hub/${path}`,
  sizeBytes,
  sha256: null,
  gitSha1: null,
});
const file = (path: string, bytes: number): File =>
  Object.assign(new File([new Uint8Array(bytes)], path.split('/').at(-1) ?? ''), { webkitRelativePath: path });

it('cuts the picked folder’s own name off the paths', () => {
  const { name, files } = pickedFiles([file('my-model/unet/model.onnx', 4), file('my-model/model_index.json', 2)]);
  expect([name, files.map(({ path }) => path)]).toEqual(['my-model', ['unet/model.onnx', 'model_index.json']]);
});

it('imports only what the package needs, and counts only that', async () => {
  const asked: InspectRequest[] = [];
  const store = fakeStore({
    inspect: (request) => {
      asked.push(request);
      return Promise.resolve({ report, needed: ['unet/model.onnx'], neededBytes: request.source.kind === 'files' ? 4 : null });
    },
  });
  const { name, files } = pickedFiles([file('m/unet/model.onnx', 4), file('m/picture.png', 200)]);
  const candidate = await lookIntoFiles(store, device, name, { kind: 'files', files }, 'import:1');
  expect(asked[0]).toMatchObject({ device, source: { kind: 'files', name: 'm' } });
  expect(candidate).toMatchObject({
    title: 'm',
    sizeBytes: 4,
    fileCount: 1,
    request: { kind: 'import', value: { id: 'import:1', only: ['unet/model.onnx'], family: 'Stable Diffusion 1' } },
  });
  expect(await lookIntoFiles(store, device, 'z', { kind: 'zip', file: new Blob() })).toMatchObject({ sizeBytes: 77 });
});

it('pins a repository to its commit and downloads the needed files alone', async () => {
  const store = fakeStore({
    listRepository: (at) =>
      Promise.resolve({
        ...at,
        commit: 'abcdef0123456789',
        licence: 'mit',
        gated: true,
        files: [wanted('unet/model.onnx', 10), wanted('unet/other.onnx', 90), wanted('vocab.json', 5)],
      }),
    inspect: () => Promise.resolve({ report, needed: ['unet/model.onnx', 'vocab.json'] }),
  });
  const candidate = await lookIntoRepository(store, device, { baseUrl: 'https://hub/', repository: 'owner/name', revision: 'main' });
  expect(candidate).toMatchObject({
    title: 'name',
    sizeBytes: 15,
    licence: 'mit',
    gated: true,
    request: {
      kind: 'download',
      value: { id: 'hub:owner/name@abcdef012345', origin: { kind: 'hub', baseUrl: 'https://hub', commit: 'abcdef0123456789' } },
    },
  });
  await expect(
    lookIntoRepository(store, device, { baseUrl: 'https://hub', repository: 'no repository', revision: 'main' }),
  ).rejects.toMatchObject({ code: 'download-refused' });
});

it('completes an address, tells no size that a server does not, and refuses what is none', async () => {
  const asked: InspectRequest[] = [];
  const store = fakeStore({
    inspect: (request) => {
      asked.push(request);
      return Promise.resolve({ report, needed: [], wanted: [wanted('a', 3), wanted('b', null)] });
    },
  });
  const candidate = await lookIntoAddress(store, device, ' https://own/models/x?y=1 ');
  expect(asked[0]?.source).toEqual({ kind: 'url', baseUrl: 'https://own/models/x/' });
  expect(candidate).toMatchObject({ sizeBytes: null, fileCount: 2, request: { value: { id: 'url:https://own/models/x/' } } });
  const file = await lookIntoAddress(store, device, 'https://own/models/x.safetensors');
  expect(asked[1]?.source).toEqual({ kind: 'url', baseUrl: 'https://own/models/x.safetensors' });
  expect(file).toMatchObject({ request: { value: { id: 'url:https://own/models/x.safetensors' } } });
  await expect(lookIntoAddress(store, device, 'models/x')).rejects.toMatchObject({ code: 'download-refused' });
});

it('runs nothing that a finding blocks', () => {
  const finding = { code: 'x', part: null, message: '', hint: '' };
  expect(isRunnable({ ...report, findings: [{ ...finding, severity: 'limits' }] })).toBe(true);
  expect(isRunnable({ ...report, findings: [{ ...finding, severity: 'blocks' }] })).toBe(false);
});

it('asks which of several models is meant, and goes on with that one in a folder, a repository and at an address', async () => {
  const asked: InspectRequest[] = [];
  const listed = ['a/unet/model.onnx', 'b/unet/model.onnx', 'b/unet/config.json'].map((path) => wanted(path, 1));
  const store = fakeStore({
    listRepository: (request) => Promise.resolve({ ...request, commit: '0123456789abcdef', licence: null, gated: false, files: listed }),
    inspect: (request) => {
      asked.push(request);
      return Promise.resolve(
        request.model === undefined
          ? { models: ['a', 'b'] }
          : { report, needed: ['unet/model.onnx'], folder: 'b/', wanted: [wanted('unet/model.onnx', 1)] },
      );
    },
  });
  const at = { baseUrl: 'https://hub', repository: 'owner/name', revision: 'main' };
  for (const look of [
    () => lookIntoFiles(store, device, 'm', { kind: 'files', files: [] }, 'import:1'),
    () => lookIntoRepository(store, device, at),
    () => lookIntoAddress(store, device, 'https://own/models/'),
  ]) {
    const found = await look();
    if (!('models' in found)) throw new Error('It was not asked.');
    expect(found.models).toEqual(['a', 'b']);
    const candidate = await found.lookInto('b');
    expect(asked.at(-1)).toMatchObject({ model: 'b' });
    if ('models' in candidate) throw new Error('It was asked again.');
    expect(candidate.fileCount).toBe(1);
    if (candidate.request.kind === 'import') expect(candidate.request.value).toMatchObject({ folder: 'b/', only: ['unet/model.onnx'] });
    else expect(candidate.request.value.files.map(({ path }) => path)).toEqual(['unet/model.onnx']);
    await candidate.lookAgain({ precision: 'fp16' });
    expect(asked.at(-1)).toMatchObject({ model: 'b', wishes: { precision: 'fp16' } });
  }
  const web = await lookIntoAddress(store, device, 'https://own/models', undefined, { model: 'b' });
  expect(web).toMatchObject({ request: { value: { id: 'url:https://own/models/#b' } } });
  const hub = await lookIntoRepository(store, device, at, undefined, undefined, { model: 'b' });
  expect(hub).toMatchObject({
    request: { value: { id: 'hub:owner/name@0123456789ab#b', files: [{ path: 'unet/model.onnx', url: 'https://hub/b/unet/model.onnx' }] } },
  });
});
