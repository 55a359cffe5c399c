import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { bareFiles } from '../packages/testing/testPackage';
import type { InspectedSource, RepositoryListing } from '../protocol/store';
import { faultOf, ignore, valueOf } from '../../e2e/faultServer/servedPackage';
import { testStore } from './testing/testStore';

const device = { provider: 'webgpu', shaderF16: true, jspi: true } as const;
const files = bareFiles();
const picked = [...files, ['picture.png', new Uint8Array(4)] as const].map(([path, bytes]) => ({ path, file: new Blob([bytes.slice()]) }));
const zip = new Blob([zipSync(Object.fromEntries([...files].map(([path, bytes]) => [`model/${path}`, bytes]))).slice()]);

/** Serves the files below any address, in parts where parts are asked for. */
const served = (asked: string[] = []) =>
  testStore({
    network: {
      fetch: (url, init) => {
        const path = [...files.keys()].find((one) => url.endsWith(`/${one}`));
        const range = new Headers(init.headers).get('range');
        asked.push(url);
        const bytes = path === undefined ? null : (files.get(path)?.slice() ?? null);
        return Promise.resolve(new Response(bytes, bytes ? { status: range ? 206 : 200, headers: { 'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}` } } : { status: 404 }));
      },
    },
  });
const listing: RepositoryListing = { baseUrl: 'https://hub', repository: 'owner/model', revision: 'main', commit: '0a', licence: null, gated: false, files: [...files.keys()].map((path) => ({ path, url: '', sizeBytes: null, sha256: null, gitSha1: null })) };

describe('inspect', () => {
  it.each([
    ['a folder', { kind: 'files', name: 'model', files: picked }],
    ['an archive', { kind: 'zip', name: 'model', file: zip }],
    ['a repository', { kind: 'repository', listing }],
  ] satisfies [string, InspectedSource][])('reports on %s and says which files are needed', async (_, source) => {
    const { report, needed } = valueOf(await served().inspect({ source, device }));
    expect(report).toMatchObject({ family: 'sd1', layout: 'diffusers' });
    expect(report.features.find(({ feature }) => feature === 'image-to-image')?.works).toBe(true);
    expect([...needed].sort()).toEqual([...files.keys()].sort());
  });

  it('reports on a package that is kept, and on none that is not', async () => {
    const store = testStore();
    valueOf(await store.importPackage({ id: 'mine', title: 'Mine', family: null, licence: null, name: 'mine', source: { kind: 'files', files: picked } }, ignore));
    expect(valueOf(await store.inspect({ source: { kind: 'kept', packageId: 'mine' }, device })).report.parts).toHaveLength(4);
    expect(faultOf(await store.inspect({ source: { kind: 'kept', packageId: 'yours' }, device })).code).toBe('package-missing-file');
  });

  it('asks a repository at its commit, and says so of an address that is no package', async () => {
    const asked: string[] = [];
    valueOf(await served(asked).inspect({ source: { kind: 'repository', listing }, device }));
    expect(asked).toContain('https://hub/owner/model/resolve/0a/unet/model.onnx');
    expect(faultOf(await served().inspect({ source: { kind: 'url', baseUrl: 'https://own/x/' }, device }))).toMatchObject({ code: 'package-unsupported', message: expect.stringContaining('cannot list') as string });
  });
});
