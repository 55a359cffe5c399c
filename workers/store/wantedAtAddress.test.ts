import { expect, it } from 'vitest';
import { bareFiles, testPackageFiles, withManifest } from '../packages/testing/testPackage';
import { madeFile } from '../weights/testing/madeFile';
import { oneModel, testStore } from './testing/testStore';
import { faultOf, valueOf } from '../../e2e/faultServer/servedPackage';

const device = { provider: 'wasm', shaderF16: false, jspi: false } as const;

const served = (files: ReadonlyMap<string, Uint8Array>) =>
  testStore({
    network: {
      fetch: (url, init) => {
        const path = [...files.keys()].find((one) => url === `https://own/m/${one}`);
        const bytes = path === undefined ? null : (files.get(path)?.slice() ?? null);
        const ranged = new Headers(init.headers).has('range');
        return Promise.resolve(
          new Response(
            bytes,
            bytes
              ? { status: ranged ? 206 : 200, headers: { 'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}` } }
              : { status: 404 },
          ),
        );
      },
    },
  });
const at = (files: ReadonlyMap<string, Uint8Array>, more: { readonly model?: string } = {}, baseUrl = 'https://own/m/') =>
  served(files).inspect({ source: { kind: 'url', baseUrl }, device, ...more });
const inspect = async (files: ReadonlyMap<string, Uint8Array>) => oneModel(valueOf(await at(files)));

it('wants what files.json names and the package needs, with lengths and digests', async () => {
  const bare = bareFiles();
  const { wanted = [], needed } = await inspect(await withManifest(new Map([...bare, ['picture.png', new Uint8Array(3)]])));
  expect(wanted.map(({ path }) => path).sort()).toEqual([...bare.keys(), 'files.json'].sort());
  expect([...needed].sort()).toEqual([...bare.keys(), 'files.json'].sort());
  for (const { path, url, sizeBytes, sha256 } of wanted) {
    expect(url).toBe(`https://own/m/${path}`);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    if (path !== 'files.json') expect(sizeBytes).toBe(bare.get(path)?.length);
  }
});

it('finds what an address without a list must have: the networks that the index names and the small files that are there', async () => {
  const there = ['diffusers', 'Any'];
  const index = new TextEncoder().encode(
    JSON.stringify({ _class_name: 'StableDiffusionPipeline', unet: there, text_encoder: there, vae_encoder: there, vae_decoder: there }),
  );
  const files = new Map([...testPackageFiles(), ['model_index.json', index]]);
  const { wanted = [] } = await inspect(files);
  expect(wanted.map(({ path }) => path).sort()).toEqual([...files.keys()].sort());
  expect(wanted.every(({ sha256 }) => sha256 === null)).toBe(true);
});

it('asks which of several models in a folder of the web is meant, and wants that one, from where it lies', async () => {
  const bare = [...bareFiles()];
  const files = await withManifest(
    new Map(['dream', 'anime'].flatMap((folder) => bare.map(([path, bytes]): [string, Uint8Array] => [`${folder}/${path}`, bytes]))),
  );
  expect(valueOf(await at(files))).toEqual({ models: ['anime', 'dream'] });
  const { report, folder, wanted = [] } = oneModel(valueOf(await at(files, { model: 'dream' })));
  expect([report.title, report.family, folder]).toEqual(['dream', 'sd1', 'dream/']);
  expect(wanted.map(({ path }) => path).sort()).toEqual(bare.map(([path]) => path).sort());
  for (const { path, url, sizeBytes, sha256 } of wanted) {
    expect(url).toBe(`https://own/m/dream/${path}`);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(sizeBytes).toBe(files.get(`dream/${path}`)?.length);
  }
  expect(faultOf(await at(files, { model: 'x' })).message).toContain('no model “x”');
});

it('notices that a folder’s file is not what its list says', async () => {
  const files = await withManifest(testPackageFiles());
  files.set('unet/config.json', new TextEncoder().encode('{"sample_size": 99}'));
  expect(faultOf(await at(files))).toMatchObject({
    code: 'package-invalid',
    message: expect.stringContaining('unet/config.json') as string,
  });
});

it('takes a file of weights by its own address, and one that a list names', async () => {
  const embedding = madeFile('x', { emb_params: { shape: [2, 768] } });
  const bytes = await embedding.read(0, embedding.sizeBytes);
  const wanted = async (files: ReadonlyMap<string, Uint8Array>, baseUrl?: string) =>
    oneModel(valueOf(await at(files, {}, baseUrl))).wanted?.map(({ path, url, sizeBytes }) => [path, url, sizeBytes]);
  const file = new Map([['my model.safetensors', bytes]]);
  const url = 'https://own/m/my%20model.safetensors';
  expect(await wanted(new Map([['my%20model.safetensors', bytes]]), url)).toEqual([['my model.safetensors', url, null]]);
  const listed = new Map([...(await withManifest(file)), ['my%20model.safetensors', bytes] as const]);
  expect(await wanted(listed)).toEqual([['my model.safetensors', url, bytes.length]]);
});
