import { folderSource } from '../../e2e/node-runtime/folderSource';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { pairedRatio } from '../../e2e/perf/measurement';
import { openPackage } from '../../workers/packages/openPackage';
import { TorchGenerator } from '../../workers/diffusion/random/torchGenerator';
import { openPart } from '../../workers/runtime/openPart';
import { SerialQueue } from '../../workers/runtime/serialQueue';
import { decodeLatents, encodePicture } from '../../workers/runtime/vae';
import { resample } from '../../workers/maps/resample';
import type { Bench } from './bench';

/** Four times the side that the tiles have. */
const sidePx = 512;
const tilePx = 192;

/** What it costs to take pictures through the autoencoder in tiles, where they are too large for one piece. */
export const vaeTiles: Bench = {
  name: 'vae',
  title: 'the autoencoder in tiles against in one piece: time, and how far the pictures differ',
  async run({ packageFolder, rounds }) {
    const modelPackage = await openPackage(folderSource(packageFolder), 'starter');
    const queue = new SerialQueue();
    const open = async (part: 'vae_encoder' | 'vae_decoder') =>
      (await openPart(createNodeRuntime(), queue, modelPackage, part, { beforeBytes: 0, totalBytes: null }, () => undefined)).session;
    const [encoder, decoder] = [await open('vae_encoder'), await open('vae_decoder')];
    const { vae, geometry } = modelPackage;
    const scale = {
      scaling: vae.scaling_factor,
      shift: vae.shift_factor ?? 0,
      channels: vae.latent_channels,
      cellPx: geometry.scaleFactor,
    };
    const [whole, tiled] = [
      { ...scale, untiledAreaPx: sidePx * sidePx },
      { ...scale, untiledAreaPx: tilePx * tilePx },
    ];
    const coarse = new TorchGenerator(3).next([1, 3, 16, 16]).data.map((value) => Math.tanh(value / 2));
    const picture = {
      data: resample(coarse, 3, { width: 16, height: 16 }, { width: sidePx, height: sidePx }),
      shape: [1, 3, sidePx, sidePx],
    };
    const clocked = async <T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> => {
      const since = performance.now();
      const value = await work();
      return { value, ms: performance.now() - since };
    };
    await encodePicture(encoder, picture, tiled);
    const [encodes, decodes]: [[number, number][], [number, number][]] = [[], []];
    let difference = 0;
    for (let round = 0; round < rounds; round++) {
      const [encodedTiles, encoded] = [
        await clocked(() => encodePicture(encoder, picture, tiled)),
        await clocked(() => encodePicture(encoder, picture, whole)),
      ];
      const [decodedTiles, decoded] = [
        await clocked(() => decodeLatents(decoder, encoded.value, tiled)),
        await clocked(() => decodeLatents(decoder, encoded.value, whole)),
      ];
      encodes.push([encodedTiles.ms, encoded.ms]);
      decodes.push([decodedTiles.ms, decoded.ms]);
      difference =
        decoded.value.data.reduce((sum, value, i) => sum + Math.abs(value - (decodedTiles.value.data[i] ?? 0)), 0) /
        decoded.value.data.length;
    }
    await Promise.all([encoder.release(), decoder.release()]);
    return [
      {
        name: 'encoding in tiles / in one piece',
        value: pairedRatio(encodes),
        unit: '×',
        bar: null,
        detail: `${sidePx}² in tiles of at most ${tilePx}²`,
      },
      { name: 'decoding in tiles / in one piece', value: pairedRatio(decodes), unit: '×', bar: { most: 2.5 } },
      {
        name: 'decoded in tiles: mean difference',
        value: difference * 127.5,
        unit: 'of 255',
        bar: null,
        detail: 'group normalisation over tiles differs by design',
      },
    ];
  },
};
