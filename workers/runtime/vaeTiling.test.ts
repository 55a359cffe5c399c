import { readFile } from 'node:fs/promises';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { nodeRuntimeInstalled, openNodeSession, root } from '../../e2e/node-runtime/nodeSession';
import type { Tensor } from '../protocol/tensor';
import { localDecoder, localEncoder, steadyNoise } from './testing/localAutoencoder';
import { layTiles } from './tiling/layTiles';
import { decodeLatents, encodePicture, type LatentScale } from './vae';

const scale: LatentScale = { scaling: 0.5, shift: 0.1, channels: 4, cellPx: 4, untiledAreaPx: Infinity };
const noisy = (channels: number, height: number, width: number): Tensor => ({
  data: steadyNoise(channels * height * width),
  shape: [1, channels, height, width],
});
/** Two of 255 in values that run from −1 to 1. */
const twoSteps = 2 / 127.5;

function largestDifference(a: Tensor, b: Tensor): number {
  expect(a.shape).toEqual(b.shape);
  return a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - (b.data[i] as number))), 0);
}

describe.skipIf(!nodeRuntimeInstalled)('tiles of an autoencoder that only looks about itself', { timeout: 60_000 }, () => {
  it.each([
    ['square', 96, 96, 192 * 192],
    ['wide', 40, 150, 160 * 160],
    ['just over the limit', 65, 64, 256 * 256],
  ])('decode to what one piece gives: %s', async (_, height, width, untiledAreaPx) => {
    const session = await openNodeSession(localDecoder());
    const latents = noisy(4, height, width);
    const whole = await decodeLatents(session, latents, scale);
    const tiled = await decodeLatents(session, latents, { ...scale, untiledAreaPx });
    expect(whole.shape).toEqual([1, 3, height * 4, width * 4]);
    expect(largestDifference(tiled, whole)).toBeLessThan(twoSteps / 100);
  });

  it('encode to what one piece gives', async () => {
    const session = await openNodeSession(localEncoder());
    const picture = noisy(3, 400, 528);
    const tiled = await encodePicture(session, picture, { ...scale, untiledAreaPx: 192 * 192 });
    expect(largestDifference(tiled, await encodePicture(session, picture, scale))).toBeLessThan(twoSteps / 100);
  });

  it.each([
    ['larger', 80, 100],
    ['smaller', 40, 20],
    ['narrower and longer', 24, 90],
  ])('run through files of one size only, where the area is %s', async (_, height, width) => {
    const [fixedDecoder, freeDecoder] = [await openNodeSession(localDecoder([1, 4, 64, 48])), await openNodeSession(localDecoder())];
    const latents = noisy(4, height, width);
    const decoded = await decodeLatents(fixedDecoder, latents, scale);
    const wholePicture = await decodeLatents(freeDecoder, latents, scale);
    // Beyond its own end a short side sees its edge repeated where the free file sees nothing: its last cells differ.
    const inside = (tensor: Tensor, cellPx: number): Tensor => crop(tensor, (height - 4) * cellPx, (width - 4) * cellPx);
    expect(decoded.shape).toEqual(wholePicture.shape);
    expect(largestDifference(inside(decoded, 4), inside(wholePicture, 4))).toBeLessThan(twoSteps / 100);

    const [fixedEncoder, freeEncoder] = [await openNodeSession(localEncoder([1, 3, 256, 192])), await openNodeSession(localEncoder())];
    const picture = noisy(3, height * 4, width * 4);
    const encoded = await encodePicture(fixedEncoder, picture, scale);
    const wholeLatents = await encodePicture(freeEncoder, picture, scale);
    expect(encoded.shape).toEqual([1, 4, height, width]);
    expect(largestDifference(inside(encoded, 1), inside(wholeLatents, 1))).toBeLessThan(twoSteps / 100);
  });
});

describe.skipIf(!nodeRuntimeInstalled)('tiles of the starter package', { timeout: 120_000 }, () => {
  it('leave no seam: the step across their borders is at most 1.2 times the median step within', async () => {
    const open = async (part: string) => openNodeSession(new Uint8Array(await readFile(`${root}public/models/starter/${part}/model.onnx`)));
    const [encoder, decoder] = [await open('vae_encoder'), await open('vae_decoder')];
    const cellPx = 8;
    const starter: LatentScale = { scaling: 0.68008, shift: 0, channels: 4, cellPx, untiledAreaPx: 256 * 256 };
    const side = 640;
    const { starts, length } = layTiles(side / cellPx, 32, 8, false);
    const borders = starts.flatMap((start) => [start * cellPx, (start + length) * cellPx]).filter((at) => at > 0 && at < side);
    expect(borders.length).toBeGreaterThanOrEqual(4);

    const [across, down] = [new Float64Array(side), new Float64Array(side)];
    const [wholeAcross, wholeDown] = [new Float64Array(side), new Float64Array(side)];
    for (const scene of ['scene-01', 'scene-04', 'scene-07', 'scene-10', 'scene-14', 'scene-16']) {
      const latents = await encodePicture(encoder, enlarged(await scenePicture(scene), side), starter);
      addSteps(await decodeLatents(decoder, latents, starter), across, down);
      addSteps(await decodeLatents(decoder, latents, { ...starter, untiledAreaPx: Infinity }), wholeAcross, wholeDown);
    }
    for (const [steps, whole] of [
      [across, wholeAcross],
      [down, wholeDown],
    ] as const) {
      const inner = [...steps]
        .slice(1)
        .filter((_, i) => !borders.includes(i + 1))
        .sort((a, b) => a - b);
      const median = inner[Math.floor(inner.length / 2)] ?? 0;
      const atBorders = borders.reduce((sum, at) => sum + (steps[at] ?? 0), 0) / borders.length;
      expect(median).toBeGreaterThan(0);
      expect(atBorders / median).toBeLessThanOrEqual(1.2);
      // Nor is there one within the overlaps (a hard cut there gives 1.5): 1 is the step that one piece has at the same place.
      const furthest = Math.max(...[...steps].slice(1).map((step, i) => step / (whole[i + 1] ?? 0)));
      expect(furthest).toBeLessThan(1.3);
    }
  });
});

function crop({ data, shape }: Tensor, height: number, width: number): Tensor {
  const [, channels = 0, , wide = 0] = shape;
  const has = data.length / channels / wide;
  const out = new Float32Array(channels * height * width);
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++)
      out.set(data.subarray((channel * has + y) * wide, (channel * has + y) * wide + width), (channel * height + y) * width);
  }
  return { data: out, shape: [1, channels, height, width] };
}

async function scenePicture(name: string): Promise<{ size: number; channels: number; data: ArrayLike<number> }> {
  const { width, channels, data } = decode(await readFile(`${root}e2e/fixtures/scenes/${name}.png`));
  return { size: width, channels, data };
}

/** The scene laid side by side with its mirror images until it fills `side`: continuous, and as sharp as it was. */
function enlarged({ size, channels, data }: { size: number; channels: number; data: ArrayLike<number> }, side: number): Tensor {
  const mirrored = (at: number): number => ((at / size) & 1 ? size - 1 - (at % size) : at % size);
  const out = new Float32Array(3 * side * side);
  for (let channel = 0; channel < 3; channel++) {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++)
        out[(channel * side + y) * side + x] = (data[(mirrored(y) * size + mirrored(x)) * channels + channel] as number) / 127.5 - 1;
    }
  }
  return { data: out, shape: [1, 3, side, side] };
}

/** Adds the mean step from each column to the next, and from each row to the next. */
function addSteps({ data, shape }: Tensor, across: Float64Array, down: Float64Array): void {
  const [, , height = 0, width = 0] = shape;
  for (let channel = 0; channel < 3; channel++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = (channel * height + y) * width + x;
        if (x > 0) across[x] = (across[x] as number) + Math.abs((data[at] as number) - (data[at - 1] as number));
        if (y > 0) down[y] = (down[y] as number) + Math.abs((data[at] as number) - (data[at - width] as number));
      }
    }
  }
}
