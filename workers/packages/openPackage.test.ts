import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memorySource } from './memorySource';
import { openPackage } from './openPackage';
import { testPackageFiles, withManifest } from './testPackage';

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
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
    expect(pack.sizeBytes('unet')).toBe('graph of unet'.length);
    expect(new TextDecoder().decode((await pack.readPart('unet')).graph)).toBe('graph of unet');
  });

  it('counts the halvings of a UNet that lists its blocks, and is careful with one that does not', async () => {
    const listed = testPackageFiles().set('unet/config.json', encode({ sample_size: [8, 24], in_channels: 4, block_out_channels: [8, 16], down_block_types: ['DownBlock2D', 'DownBlock2D'] }));
    expect((await openPackage(memorySource(listed), 'tiny')).geometry).toMatchObject({ sizeMultiple: 8, nativeSize: { width: 96, height: 32 } });
  });

  it('is called by its folder where it gives no name', async () => {
    const unnamed = testPackageFiles().set('model_index.json', encode({ _class_name: 'StableDiffusionPipeline' }));
    expect((await openPackage(memorySource(unnamed), 'starter')).title).toBe('Starter');
  });

  it('has a digest that changes with any file, and none without a manifest', async () => {
    const one = await openPackage(memorySource(await withManifest(testPackageFiles())), 'tiny');
    const changed = testPackageFiles().set('unet/model.onnx', encode('another'));
    const two = await openPackage(memorySource(await withManifest(changed)), 'tiny');
    expect(two.sha256).not.toBe(one.sha256);
    expect((await openPackage(memorySource(testPackageFiles()), 'tiny')).sha256).toBeNull();
  });

  it.each(needed.filter((path) => !path.startsWith('vae_encoder/config')))('says that %s is missing, before a network is read', async (path) => {
    for (const manifest of [false, true]) {
      const files = manifest ? await withManifest(testPackageFiles()) : testPackageFiles();
      files.delete(path);
      const source = memorySource(files);
      await expect(openPackage(source, 'tiny')).rejects.toMatchObject({ code: 'package-missing-file', message: expect.stringContaining(path) as string });
    }
  });

  it.each(needed)('notices that %s was cut short or altered', async (path) => {
    for (const harm of [(bytes: Uint8Array) => bytes.subarray(0, bytes.length - 1), (bytes: Uint8Array) => bytes.map((byte, i) => (i === 3 ? byte ^ 1 : byte))]) {
      const files = await withManifest(testPackageFiles());
      files.set(path, harm(files.get(path) ?? new Uint8Array()));
      const opened = openPackage(memorySource(files), 'tiny').then((pack) => Promise.all((['unet', 'text_encoder', 'vae_encoder', 'vae_decoder'] as const).map((part) => pack.readPart(part))));
      await expect(opened).rejects.toMatchObject({ code: 'package-invalid', message: expect.stringContaining(path) as string });
    }
  });

  it.each([
    ['unet/config.json', { sample_size: 'big', in_channels: 4 }, 'sample_size'],
    ['vae_decoder/config.json', { latent_channels: 4 }, 'block_out_channels'],
    ['scheduler/scheduler_config.json', {}, '_class_name'],
  ])('names the key that is wrong in %s', async (path, config, key) => {
    const files = testPackageFiles().set(path, encode(config));
    await expect(openPackage(memorySource(files), 'tiny')).rejects.toMatchObject({ code: 'package-invalid', message: expect.stringContaining(key) as string });
  });

  it('never fails with anything but a Fault, whatever a configuration holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...needed.filter((path) => path.endsWith('.json'))), fc.oneof(fc.json().map((json) => new TextEncoder().encode(json)), fc.uint8Array()), async (path, bytes) => {
        const thrown: unknown = await openPackage(memorySource(testPackageFiles().set(path, bytes)), 'tiny').catch((error: unknown) => error);
        if (thrown instanceof Error) expect(thrown.name).toBe('Fault');
      }),
    );
  });

  it('refuses what it cannot run, with the reason', async () => {
    const sdxl = testPackageFiles().set('model_index.json', encode({ text_encoder_2: ['transformers', 'CLIPTextModelWithProjection'] }));
    await expect(openPackage(memorySource(sdxl), 'xl')).rejects.toMatchObject({ code: 'package-unsupported' });
    const inpaint = testPackageFiles().set('unet/config.json', encode({ sample_size: 16, in_channels: 9 }));
    await expect(openPackage(memorySource(inpaint), 'inpaint')).rejects.toMatchObject({ code: 'package-unsupported', message: expect.stringContaining('9 channels') as string });
  });

  it('hands weights beside a graph on under the name that the graph uses', async () => {
    const files = await withManifest(testPackageFiles().set('unet/model.onnx_data', encode('weights')));
    const progress: [number, number | null][] = [];
    const pack = await openPackage(memorySource(files), 'tiny');
    const part = await pack.readPart('unet', (read, total) => progress.push([read, total]));
    expect(part.external.map((file) => file.path)).toEqual(['model.onnx_data']);
    const total = pack.sizeBytes('unet');
    expect(progress.at(-1)).toEqual([total, total]);
  });
});
