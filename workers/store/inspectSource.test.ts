import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { bareFiles } from '../packages/testing/testPackage';
import type { InspectedSource, RepositoryListing } from '../protocol/store';
import { faultOf, ignore, valueOf } from '../../e2e/faultServer/servedPackage';
import { oneModel, testStore } from './testing/testStore';

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
        return Promise.resolve(
          new Response(
            bytes,
            bytes
              ? { status: range ? 206 : 200, headers: { 'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}` } }
              : { status: 404 },
          ),
        );
      },
    },
  });
const listing: RepositoryListing = {
  baseUrl: 'https://hub',
  repository: 'owner/model',
  revision: 'main',
  commit: '0a',
  licence: null,
  gated: false,
  files: [...files.keys()].map((path) => ({ path, url: '', sizeBytes: null, sha256: null, gitSha1: null })),
};

describe('inspect', () => {
  it.each([
    ['a folder', { kind: 'files', name: 'model', files: picked }],
    ['an archive', { kind: 'zip', name: 'model', file: zip }],
    ['a repository', { kind: 'repository', listing }],
  ] satisfies [string, InspectedSource][])('reports on %s and says which files are needed', async (_, source) => {
    const { report, needed, neededBytes } = oneModel(valueOf(await served().inspect({ source, device })));
    const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
    expect(neededBytes).toBe(source.kind === 'repository' ? null : bytes);
    expect(report).toMatchObject({ family: 'sd1', layout: 'diffusers' });
    expect(report.features.find(({ feature }) => feature === 'image-to-image')?.works).toBe(true);
    expect([...needed].sort()).toEqual([...files.keys()].sort());
  });

  const beside = (...folders: readonly string[]) =>
    folders.flatMap((folder) => [...files].map(([path, bytes]) => ({ path: `${folder}/${path}`, file: new Blob([bytes.slice()]) })));

  it('asks which of several models is meant, and looks into that one alone', async () => {
    const source = { kind: 'files', name: 'models', files: beside('dream', 'anime') } as const;
    expect(valueOf(await testStore().inspect({ source, device }))).toEqual({ models: ['anime', 'dream'] });
    const found = oneModel(valueOf(await testStore().inspect({ source, device, model: 'dream' })));
    expect(found).toMatchObject({ folder: 'dream/', report: { title: 'dream', family: 'sd1' } });
    expect([...found.needed].sort()).toEqual([...files.keys()].sort());
    expect(faultOf(await testStore().inspect({ source, device, model: 'x' })).message).toContain('no model “x”');
  });

  it('imports the model that was meant without the folder around it, from a folder and from an archive', async () => {
    const listed = beside('dream', 'anime');
    const packed = zipSync(
      Object.fromEntries(['dream', 'anime'].flatMap((f) => [...files].map(([path, bytes]) => [`${f}/${path}`, bytes]))),
    );
    for (const source of [{ kind: 'files', files: listed } as const, { kind: 'zip', file: new Blob([packed.slice()]) } as const]) {
      const label = { id: 'mine', title: 'Mine', family: null, licence: null, name: 'models' };
      const request = { ...label, source, folder: 'anime/', only: [...files.keys()] };
      const { files: kept } = valueOf(await testStore().importPackage(request, ignore));
      expect(kept.map(({ path }) => path).sort()).toEqual([...files.keys()].sort());
    }
  });

  it('counts of an archive what it unpacks to, which is what is then copied, to the byte', async () => {
    const store = testStore();
    const { needed, neededBytes } = oneModel(valueOf(await store.inspect({ source: { kind: 'zip', name: 'model', file: zip }, device })));
    const label = { id: 'mine', title: 'Mine', family: null, licence: null, name: 'model' };
    const kept = valueOf(await store.importPackage({ ...label, source: { kind: 'zip', file: zip }, only: needed }, ignore));
    expect([kept.doneBytes, kept.totalBytes]).toEqual([neededBytes, neededBytes]);
  });

  it('offers precisions that stand in folders, with the configurations beside them', async () => {
    const small = new TextEncoder().encode('{"sample_size":96,"cross_attention_dim":768}');
    const both = ['fp16', 'fp32'].flatMap((folder) => [...beside(folder), { path: `${folder}/unet/config.json`, file: new Blob([small]) }]);
    const source = { kind: 'files', name: 'm', files: both } as const;
    const { report, needed } = oneModel(valueOf(await testStore().inspect({ source, device })));
    expect(report.parts.find(({ part }) => part === 'unet')).toMatchObject({ graph: 'fp16/unet/model.onnx', choices: [{}, {}] });
    expect(report.nativeSize).toEqual({ width: 768, height: 768 });
    expect(report.findings.filter(({ severity }) => severity === 'blocks')).toEqual([]);
    expect(needed.every((path) => path.startsWith('fp16/'))).toBe(true);
    const other = oneModel(valueOf(await testStore().inspect({ source, device, wishes: { precision: 'fp32' } })));
    expect(other.needed.filter((path) => path.endsWith('.onnx')).every((path) => path.startsWith('fp32/'))).toBe(true);
  });

  it('asks which of several files of weights is meant', async () => {
    const source = {
      kind: 'files',
      name: 'm',
      files: ['a.safetensors', 'b/c.safetensors'].map((path) => ({ path, file: new Blob(['x']) })),
    } as const;
    expect(valueOf(await testStore().inspect({ source, device }))).toEqual({ models: ['a.safetensors', 'b/c.safetensors'] });
    expect(faultOf(await testStore().inspect({ source, device, model: 'b/c.safetensors' })).message).toContain('“c.safetensors”');
  });

  it('reports on a package that is kept, and on none that is not', async () => {
    const store = testStore();
    valueOf(
      await store.importPackage(
        { id: 'mine', title: 'Mine', family: null, licence: null, name: 'mine', source: { kind: 'files', files: picked } },
        ignore,
      ),
    );
    expect(oneModel(valueOf(await store.inspect({ source: { kind: 'kept', packageId: 'mine' }, device }))).report.parts).toHaveLength(4);
    expect(faultOf(await store.inspect({ source: { kind: 'kept', packageId: 'yours' }, device })).code).toBe('package-missing-file');
  });

  it('asks a repository at its commit, and says so of an address that is no package', async () => {
    const asked: string[] = [];
    valueOf(await served(asked).inspect({ source: { kind: 'repository', listing }, device }));
    expect(asked).toContain('https://hub/owner/model/resolve/0a/unet/model.onnx');
    expect(faultOf(await served().inspect({ source: { kind: 'url', baseUrl: 'https://own/x/' }, device }))).toMatchObject({
      code: 'package-unsupported',
      message: expect.stringContaining('cannot list') as string,
    });
  });
});
