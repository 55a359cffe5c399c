import { expect, it } from 'vitest';
import { ConfigFile } from './configFiles';
import { families } from './families';
import type { Sampling } from './prediction';
import { nativeSidePx } from './samplingSettings';

const sampling: Sampling = { prediction: 'epsilon', guess: null, fewStep: null, zeroTerminalSnr: false };
const family = (name: string) => families.find((one) => one.name === name)!;
const config = (sampleSize: unknown) => new ConfigFile('unet/config.json', { sample_size: sampleSize });
const said = (resolution?: string) => ({
  name: null,
  metadata: new Map(resolution === undefined ? [] : [['modelspec.resolution', resolution]]),
});

it('tells the side of a model’s pictures from its configuration, else its metadata, else its family', () => {
  expect(nativeSidePx(family('sdxl'), sampling, config(64), said('1024x1024'))).toBe(512);
  expect(nativeSidePx(family('sd1'), sampling, null, said('768x768'))).toBe(768);
  expect(nativeSidePx(family('sd1'), sampling, null, said('768'))).toBe(768);
  expect(nativeSidePx(family('sdxl'), sampling, null, said())).toBe(1024);
  expect(nativeSidePx(family('sd2'), { ...sampling, prediction: 'v' }, null, said())).toBe(768);
});

it.each(['512x768', '700x700', '32x32', '9999x9999', '1e3', 'large'])('takes no side from %s', (resolution) => {
  expect(nativeSidePx(family('sd1'), sampling, null, said(resolution))).toBe(512);
});

it.each([[3], ['64'], [1e9], [-64], [63.5]])('takes no side from a sample_size of %s', (size) => {
  expect(nativeSidePx(family('sd1'), sampling, config(size), said())).toBe(512);
});
