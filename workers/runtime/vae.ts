import { wishes } from '../packages/graphValues';
import { Fault } from '../protocol/faults';
import type { Tensor } from '../protocol/tensor';
import { fixedDimension } from './fixedShape';
import type { ModelSession, TensorSpec } from './modelSession';
import { layTiles, type TileRow } from './tiling/layTiles';
import { runTiled, type CellScale } from './tiling/runTiled';
import { tr } from '../texts/texts';

/** How latents and pictures of a package relate. */
export interface LatentScale {
  /** Latents are `(mean − shift) · scaling`. */
  readonly scaling: number;
  readonly shift: number;
  readonly channels: number;
  /** Picture pixels per latent cell, along each side. */
  readonly cellPx: number;
  /** The most pixels that go through the autoencoder in one piece. */
  readonly untiledAreaPx: number;
}

/** Neighbouring tiles share this part of their sides, and this many cells at least. */
const sharedPart = 0.25;
const leastSharedCells = 8;

/**
 * Picture (1, 3, height, width) in −1…1 → latents (1, channels, height/f, width/f), scaled for the UNet. Pictures that are
 * too large, or of another size than the file fixes, go through in overlapping tiles, which are blended.
 *
 * The posterior's mean is used: files that answer with its parameters (mean, log-variance) give it directly. Older
 * exports draw a sample inside the graph; theirs is taken as it is, and cannot be reproduced by a seed.
 */
export async function encodePicture(session: ModelSession, picture: Tensor, scale: LatentScale): Promise<Tensor> {
  const input = session.inputFor(wishes.encoder.picture);
  const output = session.outputFor(wishes.encoder.latents);
  const mean = await inPieces(input, picture, scale, { input: scale.cellPx, output: 1 }, async (tile) =>
    firstChannels(await evaluate(session, input, output, tile), scale.channels, session.stage),
  );
  return { shape: mean.shape, data: mean.data.map((value) => (value - scale.shift) * scale.scaling) };
}

/** Latents (1, channels, h, w) as the UNet knows them → picture (1, 3, h·f, w·f) in about −1…1; in tiles as `encodePicture`. */
export async function decodeLatents(session: ModelSession, latents: Tensor, scale: LatentScale): Promise<Tensor> {
  const input = session.inputFor(wishes.decoder.latents);
  const output = session.outputFor(wishes.decoder.picture);
  const unscaled: Tensor = { shape: latents.shape, data: latents.data.map((value) => value / scale.scaling + scale.shift) };
  return inPieces(input, unscaled, scale, { input: 1, output: scale.cellPx }, async (tile) =>
    firstChannels(await evaluate(session, input, output, tile), 3, session.stage),
  );
}

/** Whether the encoder draws its own noise, so that a seed does not reproduce its latents. */
export function drawsPosterior(session: ModelSession): boolean {
  return session.findOutput('latent_parameters') === null && session.findOutput('latent_sample') !== null;
}

async function inPieces(
  spec: TensorSpec,
  input: Tensor,
  scale: LatentScale,
  cells: CellScale,
  run: (tile: Tensor) => Promise<Tensor>,
): Promise<Tensor> {
  const [rows, columns] = layOut(spec, input, scale, cells);
  const whole =
    rows.starts.length === 1 &&
    columns.starts.length === 1 &&
    rows.length * cells.input === input.shape[2] &&
    columns.length * cells.input === input.shape[3];
  return whole ? run(input) : runTiled(input, rows, columns, cells, run);
}

/** A side that the file fixes is covered by tiles of that length, a free one by tiles of as many pixels as go in one piece. */
function layOut(spec: TensorSpec, input: Tensor, scale: LatentScale, cells: CellScale): readonly [TileRow, TileRow] {
  const sides = [2, 3].map((axis) => (input.shape[axis] ?? 0) / cells.input);
  const areaPx = sides.reduce((area, side) => area * side * scale.cellPx, 1);
  const longest = Math.floor(Math.sqrt(scale.untiledAreaPx) / scale.cellPx);
  const row = (axis: number, side: number): TileRow => {
    const fixed = fixedDimension(spec, axis);
    const tile = fixed !== null ? fixed / cells.input : areaPx > scale.untiledAreaPx ? longest : side;
    const shared = Math.min(Math.max(leastSharedCells, Math.round(tile * sharedPart)), Math.floor(tile / 2));
    return layTiles(side, tile, shared, fixed !== null);
  };
  return [row(2, sides[0] ?? 0), row(3, sides[1] ?? 0)];
}

async function evaluate(session: ModelSession, input: TensorSpec, output: TensorSpec, tensor: Tensor): Promise<Tensor> {
  return session.run(new Map([[input, repeatToBatch(tensor, fixedDimension(input, 0))]]), output);
}

function repeatToBatch(tensor: Tensor, batch: number | null): { values: Float32Array; shape: readonly number[] } {
  if (batch === null || batch === 1) return { values: tensor.data, shape: tensor.shape };
  const values = new Float32Array(tensor.data.length * batch);
  for (let i = 0; i < batch; i++) values.set(tensor.data, i * tensor.data.length);
  return { values, shape: [batch, ...tensor.shape.slice(1)] };
}

function firstChannels(tensor: Tensor, channels: number, stage: string): Tensor {
  const [, has = 0, height = 0, width = 0] = tensor.shape;
  if (tensor.shape.length !== 4 || has < channels) {
    throw new Fault(
      'bad-shape',
      tr`The ${stage} answered with the shape ${tensor.shape.join(' × ')}, of which Sfumato can make nothing.`,
      tr`Choose another package.`,
    );
  }
  return { data: tensor.data.slice(0, channels * height * width), shape: [1, channels, height, width] };
}
