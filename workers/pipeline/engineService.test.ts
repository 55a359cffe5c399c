import { clipVocabulary } from '../../e2e/node-runtime/clipVocabulary';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folderSource } from '../../e2e/node-runtime/folderSource';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import type { FileSource } from '../packages/fileSource';
import { missingFile } from '../packages/packageFaults';
import type { EngineEvent, PackageSource } from '../protocol/engine';
import { EngineService, type Surroundings } from './engineService';
import { testEdit } from './testing/testEdit';

const root = fileURLToPath(new URL('../../', import.meta.url));
const installed = existsSync(`${root}e2e/node-runtime/node_modules/onnxruntime-node/package.json`);
const tiny: PackageSource = { id: 'tiny', baseUrl: 'http://own/tiny/' };
const native = { width: 64, height: 64 };

function service(change: Partial<Surroundings> = {}): EngineService {
  return new EngineService({
    createRuntime: (preference) =>
      Promise.resolve({
        runtime: createNodeRuntime(),
        capabilities: {
          provider: 'cpu',
          webgpuRefusal: preference,
          adapter: null,
          shaderF16: false,
          jspi: false,
          wasmThreads: 1,
          runtimeVersion: '1',
        },
      }),
    openSource: () => folderSource(`${root}e2e/fixtures/packages/tiny`),
    readVocabulary: clipVocabulary,
    holdLock: () => Promise.resolve(true),
    ...change,
  });
}

/** The tiny package with one of its files changed, or gone. */
function tampered(path: string, bytes: Uint8Array | null): FileSource {
  const source = folderSource(`${root}e2e/fixtures/packages/tiny`);
  return {
    ...source,
    list: () => Promise.resolve(null),
    read: (asked) => (asked !== path ? source.read(asked) : bytes ? Promise.resolve(bytes) : Promise.reject(missingFile(path, 'here'))),
  };
}

describe.skipIf(!installed)('EngineService', { timeout: 60_000 }, () => {
  it('decides with the first call what runs the models', async () => {
    const engine = service();
    expect(await engine.capabilities('wasm')).toMatchObject({ ok: true, value: { webgpuRefusal: 'wasm' } });
    expect(await engine.capabilities('webgpu')).toMatchObject({ ok: true, value: { webgpuRefusal: 'wasm' } });
  });

  it('reports a runtime that cannot start, and tries again', async () => {
    let tries = 0;
    const engine = service({
      createRuntime: () => {
        tries += 1;
        return Promise.reject(new Error('no wasm'));
      },
    });
    expect(await engine.capabilities()).toMatchObject({
      ok: false,
      fault: { code: 'unexpected', message: expect.stringContaining('no wasm') as string },
    });
    await engine.capabilities();
    expect(tries).toBe(2);
  });

  it('loads with bytes counted up to the total, once', async () => {
    const engine = service();
    const events: EngineEvent[] = [];
    expect(await engine.load(tiny, (event) => events.push(event))).toMatchObject({
      ok: true,
      value: { id: 'tiny', title: 'Tiny', nativeSize: native, scaleFactor: 4, sizeMultiple: 16, maximumTokens: 32 },
    });
    const loaded = events.flatMap((event) => (event.type === 'phase' ? [event.loadedBytes] : []));
    expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
    expect(events.at(-1)).toMatchObject({ phase: 'preparing', loadedBytes: loaded.at(-1), totalBytes: loaded.at(-1) });
    const again: EngineEvent[] = [];
    await engine.load(tiny, (event) => again.push(event));
    expect(again).toEqual([]);
  });

  it.each([
    ['a missing network', 'unet/model.onnx', null, 'package-missing-file'],
    ['a damaged network', 'vae_decoder/model.onnx', new Uint8Array(9), 'package-invalid'],
    ['a missing configuration', 'vae_decoder/config.json', null, 'package-missing-file'],
  ] as const)('names the file of %s', async (_, path, bytes, code) => {
    const engine = service({ openSource: () => tampered(path, bytes) });
    expect(await engine.load(tiny, () => undefined)).toMatchObject({
      ok: false,
      fault: { code, message: expect.stringContaining(path) as string },
    });
  });

  it('refuses to run without a package, and answers faults as values', async () => {
    const edit = await testEdit(native);
    const engine = service();
    expect(await engine.run('1', edit.recipe, edit.blobs, () => undefined)).toMatchObject({
      ok: false,
      fault: { code: 'package-invalid' },
    });
    await engine.load(tiny, () => undefined);
    expect(await engine.run('2', { ...edit.recipe, steps: 0 }, edit.blobs, () => undefined)).toMatchObject({
      ok: false,
      fault: { code: 'bad-recipe' },
    });
  });

  it('runs, and survives a window that cannot take its events', async () => {
    const engine = service();
    await engine.load(tiny, () => undefined);
    const edit = await testEdit(native);
    expect(await engine.run('1', edit.recipe, edit.blobs, () => Promise.reject(new Error('closed')) as never)).toMatchObject({
      ok: true,
      value: { provider: 'cpu' },
    });
  });

  it('asks a map model and leaves the loaded package as it is', async () => {
    const engine = service({
      openSource: ({ id }) => folderSource(`${root}e2e/fixtures/${id === 'depth' ? 'map-models/depth' : 'packages/tiny'}`),
    });
    await engine.load(tiny, () => undefined);
    const rgba = Uint8Array.from({ length: 4 * 56 * 56 }, (_, i) => (i % 4 === 3 ? 255 : Math.floor(i / 4) % 56));
    const asked = (id: string) =>
      engine.mapModel({ id, baseUrl: `kept:${id}` }, { kind: 'depth' }, { key: 'ramp', width: 56, height: 56, rgba });
    expect(await asked('depth')).toMatchObject({ ok: true, value: { kind: 'depth', width: 56, height: 56 } });
    expect(await asked('tiny')).toMatchObject({ ok: false, fault: { code: 'package-unsupported' } });
    const edit = await testEdit(native);
    expect(await engine.run('1', edit.recipe, edit.blobs, () => undefined)).toMatchObject({ ok: true });
  });

  it('cancels only the run of that id', async () => {
    const engine = service();
    await engine.load(tiny, () => undefined);
    const edit = await testEdit(native, { steps: 10 });
    const run = (id: string, cancelled: string) =>
      engine.run(
        id,
        { ...edit.recipe, seed: Number(id) },
        edit.blobs,
        (event) => void (event.type === 'step' && event.step === 2 && engine.cancel(cancelled)),
      );
    expect(await run('1', 'another')).toMatchObject({ ok: true });
    expect(await run('2', '2')).toMatchObject({ ok: false, fault: { code: 'cancelled' } });
    expect(await run('3', '2')).toMatchObject({ ok: true });
  });

  it('reads a refiner with the first run that asks for one, keeps it for the next, and lets it go with its model', async () => {
    const opened: string[] = [];
    const engine = service({
      openSource: ({ id }) => {
        opened.push(id);
        return folderSource(`${root}e2e/fixtures/packages/${id}`);
      },
    });
    const source = (id: string): PackageSource => ({ id, baseUrl: `kept:${id}` });
    await engine.load(source('sdxl-base'), () => undefined);
    const refiner = { package: { id: 'sdxl-refiner', sha256: null }, from: 0.5 };
    const { recipe, blobs } = await testEdit(native, { package: { id: 'sdxl-base', sha256: null }, refiner });
    const run = (second: PackageSource | null) => engine.run('r', recipe, blobs, () => undefined, {}, second);
    expect(await run(null)).toMatchObject({ ok: false, fault: { code: 'bad-recipe' } });
    expect(await run(source('sdxl-refiner'))).toMatchObject({ ok: true, value: { evaluations: { done: 4 } } });
    expect(await run(source('sdxl-refiner'))).toMatchObject({ ok: true, value: { evaluations: { reused: 4 } } });
    expect(opened).toEqual(['sdxl-base', 'sdxl-refiner']);
    await engine.load(tiny, () => undefined);
    await engine.load(source('sdxl-base'), () => undefined);
    expect(await run(source('sdxl-refiner'))).toMatchObject({ ok: true });
    expect(opened).toEqual(['sdxl-base', 'sdxl-refiner', 'tiny', 'sdxl-base', 'sdxl-refiner']);
  });
});
