import { readdirSync, readFileSync } from 'node:fs';
import { expect, describe, it } from 'vitest';
import { folderSource } from '../../../e2e/node-runtime/folderSource';
import { importReportSchema } from '../../protocol/importReport';
import { memorySource } from '../memorySource';
import type { Capabilities } from './inspected';
import { inspectPackage } from './inspectPackage';

const root = new URL('../../../e2e/fixtures/packages/', import.meta.url);
const graphics: Capabilities = { provider: 'webgpu', shaderF16: true, jspi: true };
const noHalf: Capabilities = { ...graphics, shaderF16: false };

interface Expected {
  readonly layout?: string;
  readonly words: string;
  /** Of the UNet. */
  readonly precision: string;
  /** What is more than a note, on graphics with half precision. */
  readonly finds?: readonly string[];
  /** Parts that compute in half precision, as a device without it says. */
  readonly half?: readonly string[];
  readonly guides?: boolean;
}

const noEncoder = 'blocks missing-part vae_encoder';

const expected: Readonly<Record<string, Expected>> = {
  tiny: { words: 'a model of its own make, v prediction', precision: 'fp16-stored' },
  lcm: { words: 'Latent Consistency Model of Stable Diffusion 1.x', precision: 'fp16-stored' },
  'sd-turbo-ort': {
    words: 'SD Turbo',
    precision: 'fp16',
    finds: [noEncoder, 'limits layer-norm-in-pieces text_encoder'],
    half: ['text_encoder', 'unet', 'vae_decoder'],
  },
  'sd-turbo-webnn': {
    layout: 'named',
    words: 'SD Turbo',
    precision: 'fp16',
    finds: [noEncoder, 'limits fixed-size unet'],
    half: ['text_encoder', 'unet', 'vae_decoder'],
  },
  'sd15-control': { words: 'Stable Diffusion 1.x, with inputs for ControlNets', precision: 'fp16-stored', guides: true },
  'sd15-flat': { layout: 'flat', words: 'Stable Diffusion 1.x', precision: 'q4f16' },
  'sd15-inpaint': { words: 'Stable Diffusion 1.x, for inpainting', precision: 'fp16-stored' },
  'sd15-legacy': { words: 'Stable Diffusion 1.x', precision: 'fp16-stored', finds: ['limits encoder-draws vae_encoder'] },
  'sd15-optimum': { words: 'Stable Diffusion 1.x', precision: 'fp32' },
  'sd15-webnn-fixed': {
    layout: 'named',
    words: 'Stable Diffusion 1.x',
    precision: 'fp16',
    finds: [noEncoder, 'limits fixed-size unet'],
    half: ['text_encoder', 'unet', 'vae_decoder'],
  },
  'sd21-v': { words: 'Stable Diffusion 2.x, v prediction', precision: 'fp16-stored' },
  'sdxl-base': { words: 'Stable Diffusion XL', precision: 'fp16-stored' },
  'sdxl-control': { words: 'Stable Diffusion XL, with inputs for ControlNets', precision: 'fp16-stored', guides: true },
  'sdxl-lightning': { words: 'SDXL Lightning', precision: 'q4f16', finds: [noEncoder], half: ['text_encoder', 'text_encoder_2', 'unet'] },
  'sdxl-refiner': { words: 'Stable Diffusion XL refiner', precision: 'fp16-stored' },
  'sdxl-turbo': { words: 'SDXL Turbo', precision: 'int8' },
};

it('every fixture package is known here', () => {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'bad-graphs');
  expect(folders.map((entry) => entry.name).sort()).toEqual(Object.keys(expected).sort());
});

describe('the report of', () => {
  it.each(Object.entries(expected))(
    '%s',
    async (name, { layout = 'diffusers', words, precision, finds = [], half = [], guides = false }) => {
      const source = folderSource(new URL(name, root).pathname);
      const report = await inspectPackage(source, graphics);
      expect(importReportSchema.parse(report)).toEqual(report);
      expect(report).toMatchObject({ layout, familyWords: words });
      expect(report.parts.find(({ part }) => part === 'unet')?.precision).toBe(precision);
      expect(
        report.findings
          .filter((found) => found.severity !== 'note')
          .map((found) => `${found.severity} ${found.code} ${found.part}`)
          .sort(),
      ).toEqual([...finds].sort());
      const blocked = finds.some((found) => found.startsWith('blocks'));
      expect(Object.fromEntries(report.features.map((feature) => [feature.feature, feature.works]))).toEqual({
        text: !blocked || finds.includes(noEncoder),
        'image-to-image': !blocked,
        guides,
      });
      const narrow = await inspectPackage(source, noHalf);
      expect(
        narrow.findings
          .filter((found) => found.code === 'no-half-precision')
          .map((found) => found.part)
          .sort(),
      ).toEqual([...half]);
    },
  );
});

describe('as the UNet of a package', () => {
  it.each([
    ['dynamic-int8', 'blocks', 'dynamic-int8'],
    ['nhwc-conv', 'blocks', 'missing-operators'],
    ['group-norm', 'blocks', 'missing-operators'],
    ['float64-pow', 'limits', 'float64'],
  ])('%s is found out', async (name, severity, code) => {
    const report = await inspectPackage(
      memorySource(new Map([['unet/model.onnx', new Uint8Array(readFileSync(new URL(`bad-graphs/${name}.onnx`, root)))]])),
      graphics,
    );
    expect(report.findings).toContainEqual(expect.objectContaining({ severity, code, part: 'unet' }));
  });
});
