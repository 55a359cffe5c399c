import { expect, it } from 'vitest';
import { bareFiles, testPackageFiles, withManifest } from '../packages/testing/testPackage';
import { testStore } from './testing/testStore';
import { valueOf } from '../../e2e/faultServer/servedPackage';

const device = { provider: 'wasm', shaderF16: false, jspi: false } as const;

const served = (files: ReadonlyMap<string, Uint8Array>) =>
  testStore({
    network: {
      fetch: (url, init) => {
        const path = [...files.keys()].find((one) => url === `https://own/m/${one}`);
        const bytes = path === undefined ? null : (files.get(path)?.slice() ?? null);
        const ranged = new Headers(init.headers).has('range');
        return Promise.resolve(new Response(bytes, bytes ? { status: ranged ? 206 : 200, headers: { 'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}` } } : { status: 404 }));
      },
    },
  });
const inspect = async (files: ReadonlyMap<string, Uint8Array>) => valueOf(await served(files).inspect({ source: { kind: 'url', baseUrl: 'https://own/m/' }, device }));

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
  const index = new TextEncoder().encode(JSON.stringify({ _class_name: 'StableDiffusionPipeline', unet: there, text_encoder: there, vae_encoder: there, vae_decoder: there }));
  const files = new Map([...testPackageFiles(), ['model_index.json', index]]);
  const { wanted = [] } = await inspect(files);
  expect(wanted.map(({ path }) => path).sort()).toEqual([...files.keys()].sort());
  expect(wanted.every(({ sha256 }) => sha256 === null)).toBe(true);
});
