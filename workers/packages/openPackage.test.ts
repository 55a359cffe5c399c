import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memorySource } from './memorySource';
import { openPackage } from './openPackage';
import { unetGraph } from './testing/testGraphs';
import { bareFiles, testPackageFiles, withManifest } from './testing/testPackage';
import { writeOnnx, type TestGraph } from './testing/writeOnnx';

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
/** A UNet that fits the test package. */
const ownUnet = (change: TestGraph): Uint8Array => writeOnnx(unetGraph(change, [], [12, 8]));
const needed = [...testPackageFiles().keys()];

describe('openPackage', () => {
  it('reads what the configurations say', async () => {
    const files = await withManifest(testPackageFiles());
    const pack = await openPackage(memorySource(files), 'tiny');
    expect(pack).toMatchObject({ id: 'tiny', title: 'Tiny', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    expect(pack.geometry).toEqual({ nativeSize: { width: 64, height: 64 }, scaleFactor: 4, sizeMultiple: 16, latentChannels: 4 });
    expect(pack.vae.scaling_factor).toBe(0.5);
    expect(pack.scheduler).toMatchObject({ _class_name: 'DDIMScheduler', beta_start: 0.00085 });
    expect(pack.texts[0]?.tokeniser.merges).toContain('#version');
    const graph = testPackageFiles().get('unet/model.onnx');
    expect(pack.sizeBytes('unet')).toBe(graph?.length);
    expect((await pack.readPart('unet')).graph).toEqual(graph);
  });

  it('counts the halvings of a UNet that lists its blocks, and is careful with one that does not', async () => {
    const listed = testPackageFiles().set(
      'unet/config.json',
      encode({ sample_size: [8, 24], in_channels: 4, block_out_channels: [8, 16], down_block_types: ['DownBlock2D', 'DownBlock2D'] }),
    );
    expect((await openPackage(memorySource(listed), 'tiny')).geometry).toMatchObject({
      sizeMultiple: 8,
      nativeSize: { width: 96, height: 32 },
    });
  });

  it('is called by its folder where it gives no name', async () => {
    const unnamed = testPackageFiles().set('model_index.json', encode({ _class_name: 'StableDiffusionPipeline' }));
    expect((await openPackage(memorySource(unnamed), 'starter')).title).toBe('Starter');
  });

  it('has a digest that changes with any file, and none without a manifest', async () => {
    const one = await openPackage(memorySource(await withManifest(testPackageFiles())), 'tiny');
    const changed = testPackageFiles().set('unet/model.onnx', ownUnet({ opset: 18 }));
    const two = await openPackage(memorySource(await withManifest(changed)), 'tiny');
    expect(two.sha256).not.toBe(one.sha256);
    expect((await openPackage(memorySource(testPackageFiles()), 'tiny')).sha256).toBeNull();
  });

  it.each(needed)('says that %s is missing where the manifest names it', async (path) => {
    const files = await withManifest(testPackageFiles());
    files.delete(path);
    const opened = openPackage(memorySource(files), 'tiny').then((pack) => pack.readPart('vae_encoder'));
    await expect(opened).rejects.toMatchObject({ code: 'package-missing-file', message: expect.stringContaining(path) as string });
  });

  it.each(['unet/model.onnx', 'vae_decoder/model.onnx', 'text_encoder/model.onnx', 'tokenizer/vocab.json', 'tokenizer/merges.txt'])(
    'says that %s is missing, before a network is read',
    async (path) => {
      const files = testPackageFiles();
      files.delete(path);
      await expect(openPackage(memorySource(files), 'tiny')).rejects.toMatchObject({
        code: 'package-missing-file',
        message: expect.stringContaining(path) as string,
      });
    },
  );

  it.each(needed)('notices that %s was cut short or altered', async (path) => {
    for (const harm of [
      (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 1),
      (bytes: Uint8Array) => bytes.map((byte, i) => (i === 3 ? byte ^ 1 : byte)),
    ]) {
      const files = await withManifest(testPackageFiles());
      files.set(path, harm(files.get(path) ?? new Uint8Array()));
      const opened = openPackage(memorySource(files), 'tiny').then((pack) =>
        Promise.all((['unet', 'text_encoder', 'vae_encoder', 'vae_decoder'] as const).map((part) => pack.readPart(part))),
      );
      await expect(opened).rejects.toMatchObject({ code: 'package-invalid', message: expect.stringContaining(path) as string });
    }
  });

  it.each([
    ['unet/config.json', { sample_size: 'big', in_channels: 4 }, 'sample_size'],
    ['vae_decoder/config.json', { block_out_channels: [] }, 'block_out_channels'],
    ['scheduler/scheduler_config.json', {}, '_class_name'],
  ])('names the key that is wrong in %s', async (path, config, key) => {
    const files = testPackageFiles().set(path, encode(config));
    await expect(openPackage(memorySource(files), 'tiny')).rejects.toMatchObject({
      code: 'package-invalid',
      message: expect.stringContaining(key) as string,
    });
  });

  it('never fails with anything but a Fault, whatever a configuration holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...needed.filter((path) => path.endsWith('.json'))),
        fc.oneof(
          fc.json().map((json) => new TextEncoder().encode(json)),
          fc.uint8Array(),
        ),
        async (path, bytes) => {
          const thrown: unknown = await openPackage(memorySource(testPackageFiles().set(path, bytes)), 'tiny').catch(
            (error: unknown) => error,
          );
          if (thrown instanceof Error) expect(thrown.name).toBe('Fault');
        },
      ),
    );
  });

  it('opens an inpainting UNet, and refuses channels that nothing is known of, with the reason', async () => {
    const taking = (channels: number) =>
      memorySource(
        testPackageFiles().set(
          'unet/model.onnx',
          ownUnet({
            inputs: [
              { name: 'sample', shape: ['b', channels, 'h', 'w'] },
              { name: 'timestep', shape: [1] },
              { name: 'encoder_hidden_states', shape: ['b', 12, 8] },
            ],
          }),
        ),
      );
    expect((await openPackage(taking(9), 'inpaint')).unet.in_channels).toBe(9);
    await expect(openPackage(taking(7), 'strange')).rejects.toMatchObject({
      code: 'package-unsupported',
      message: expect.stringContaining('7 channels') as string,
    });
  });

  const outside = (location: string, length = 4) => ownUnet({ weights: [{ name: 'w', dims: [1], location, offset: 0, length }] });

  it('hands weights beside a graph on under the name that the graph uses', async () => {
    const files = await withManifest(
      testPackageFiles()
        .set('unet/model.onnx', outside('Own.weights'))
        .set('unet/Own.weights', Uint8Array.of(1, 2, 3, 4)),
    );
    const progress: [number, number | null][] = [];
    const pack = await openPackage(memorySource(files), 'tiny');
    const part = await pack.readPart('unet', (read, total) => progress.push([read, total]));
    expect(part.external).toEqual([{ path: 'Own.weights', data: Uint8Array.of(1, 2, 3, 4) }]);
    const total = pack.sizeBytes('unet');
    expect(total).toBeGreaterThan(4);
    expect(progress.at(-1)).toEqual([total, total]);
  });

  it('hands files on disk on without reading them', async () => {
    const files = testPackageFiles()
      .set('unet/model.onnx', outside('model.onnx_data'))
      .set('unet/model.onnx_data', Uint8Array.of(1, 2, 3, 4));
    const read: string[] = [];
    const source = memorySource(files);
    const watched = {
      ...source,
      open: async (path: string) => new Blob([(await source.read(path)).slice()]),
      read: (path: string) => (read.push(path), source.read(path)),
    };
    const pack = await openPackage(watched, 'tiny');
    const { external } = await pack.readPart('unet');
    expect(external[0]?.data).toBeInstanceOf(Blob);
    expect(read).not.toContain('unet/model.onnx_data');
    expect(pack.sizeBytes('unet')).toBe((files.get('unet/model.onnx')?.length ?? 0) + 4);
  });

  it.each([
    ['../secret', 4, 'outside its own folder'],
    ['/etc/passwd', 4, 'outside its own folder'],
    ['C:\\weights', 4, 'outside its own folder'],
    ['weights.bin', 4, 'There is “unet/model.onnx_data” instead'],
    ['model.onnx_data', 9, 'cut short'],
  ])('refuses weights at %s of %d bytes', async (location, length, words) => {
    const files = testPackageFiles()
      .set('unet/model.onnx', outside(location, length))
      .set('unet/model.onnx_data', Uint8Array.of(1, 2, 3, 4));
    const pack = await openPackage(memorySource(files), 'tiny');
    await expect(pack.readPart('unet')).rejects.toMatchObject({ name: 'Fault', message: expect.stringContaining(words) as string });
  });

  it('completes what no configuration says from shapes and family', async () => {
    const pack = await openPackage(memorySource(bareFiles()), 'model');
    expect(pack).toMatchObject({
      family: 'sd1',
      geometry: { nativeSize: { width: 512, height: 512 }, scaleFactor: 8, sizeMultiple: 64 },
      vae: { scaling_factor: 0.18215 },
      scheduler: { _class_name: 'DDIMScheduler', prediction_type: 'epsilon' },
    });
    expect(pack.parts).toEqual(['text_encoder', 'unet', 'vae_decoder', 'vae_encoder']);
  });

  it.each(['', 'a model/', 'deep/er/'])('opens a package below “%s”', async (root) => {
    const nested = new Map([...(await withManifest(testPackageFiles()))].map(([path, bytes]) => [root + path, bytes]));
    const pack = await openPackage(memorySource(nested), 'tiny');
    expect(pack.title).toBe('Tiny');
    expect(pack.sizeBytes('unet')).toBe((await pack.readPart('unet')).graph.length);
  });

  it('opens what cannot be listed by its index alone', async () => {
    const files = testPackageFiles().set(
      'model_index.json',
      encode({
        _class_name: 'StableDiffusionPipeline',
        unet: ['a', 'b'],
        vae: ['a', 'b'],
        text_encoder: ['a', 'b'],
        safety_checker: [null, null],
      }),
    );
    const pack = await openPackage({ ...memorySource(files), list: () => Promise.resolve(null) }, 'tiny');
    expect(pack.parts).toEqual(['text_encoder', 'unet', 'vae_decoder', 'vae_encoder']);
    expect((await pack.readPart('unet')).external).toEqual([]);
    files.delete('model_index.json');
    await expect(openPackage({ ...memorySource(files), list: () => Promise.resolve(null) }, 'tiny')).rejects.toMatchObject({
      code: 'package-unsupported',
      message: expect.stringContaining('cannot list its files') as string,
    });
  });

  it('takes the picture encoder of another package whose latents are scaled alike', async () => {
    const without = await withManifest(new Map([...bareFiles()].filter(([path]) => !path.startsWith('vae_encoder'))));
    const lender = memorySource(await withManifest(bareFiles()), 'lender');
    const alone = await openPackage(memorySource(without), 'model');
    expect(alone.parts).not.toContain('vae_encoder');
    const pack = await openPackage(memorySource(without), 'model', { lenders: [{ source: lender, parts: ['vae_encoder'] }] });
    expect(pack.parts).toContain('vae_encoder');
    expect((await pack.readPart('vae_encoder')).graph).toEqual(bareFiles().get('vae_encoder/model.onnx'));
    expect(pack.sizeBytes('vae_encoder')).toBe(bareFiles().get('vae_encoder/model.onnx')?.length);
    expect(pack.sha256).not.toBe(alone.sha256);
    await expect(
      openPackage(memorySource(without), 'model', {
        lenders: [{ source: memorySource(testPackageFiles(), 'tiny'), parts: ['vae_encoder'] }],
      }),
    ).rejects.toMatchObject({ code: 'package-unsupported', message: expect.stringContaining('cannot lend') as string });
  });

  const device = { provider: 'webgpu', shaderF16: true } as const;
  const dynamic = writeOnnx(unetGraph({ nodes: [{ op: 'MatMulInteger' }] }));

  it.each([
    ['dynamic int8 on graphics', dynamic, /no kernel/],
    ['a CUDA graph', writeOnnx(unetGraph({ nodes: [{ op: 'com.microsoft:NhwcConv' }] })), /fused for CUDA/],
    ['a text encoder as UNet', bareFiles().get('text_encoder/model.onnx')!, /is a text encoder, not the UNet/],
  ])('refuses %s before weights are read', async (_, graph, words) => {
    await expect(openPackage(memorySource(bareFiles().set('unet/model.onnx', graph)), 'model', { device })).rejects.toMatchObject({
      code: 'package-unsupported',
      message: expect.stringMatching(words) as string,
    });
  });

  it('runs dynamic int8 on the processor', async () => {
    const files = bareFiles().set('unet/model.onnx', dynamic);
    expect((await openPackage(memorySource(files), 'model', { device: { provider: 'wasm', shaderF16: false } })).parts).toContain('unet');
  });

  it('says that SDXL’s second text encoder is missing', async () => {
    const files = bareFiles().set(
      'unet/model.onnx',
      writeOnnx(unetGraph({}, [{ name: 'text_embeds' }, { name: 'time_ids', shape: ['b', 6] }])),
    );
    await expect(openPackage(memorySource(files), 'model')).rejects.toMatchObject({
      code: 'package-missing-file',
      message: expect.stringContaining('text_encoder_2') as string,
    });
  });
});
