import { Fault } from '../protocol/faults';
import type { Tensor } from '../protocol/tensor';
import { fixedDimension, requireSides } from './fixedShape';
import type { ModelSession } from './modelSession';

/** How latents are scaled for the UNet: `(mean − shift) · scaling`. */
export interface LatentScale {
  readonly scaling: number;
  readonly shift: number;
  readonly channels: number;
}

/**
 * Picture (1, 3, height, width) in −1…1 → latents (1, channels, height/f, width/f), scaled for the UNet.
 *
 * The posterior's mean is used: files that answer with its parameters (mean, log-variance) give it directly. Older
 * exports draw a sample inside the graph; theirs is taken as it is, and cannot be reproduced by a seed.
 */
export async function encodePicture(session: ModelSession, picture: Tensor, scale: LatentScale): Promise<Tensor> {
  const input = session.input('sample', 'pixel_values', 'image');
  const output = session.output('latent_parameters', 'latent_sample', 'latents');
  requireSides(input, session.stage, side(picture, 2), side(picture, 3));
  const answer = await session.run(new Map([[input, repeatToBatch(picture, fixedDimension(input, 0))]]), output);
  const mean = firstChannels(answer, scale.channels, session.stage);
  return { shape: mean.shape, data: mean.data.map((value) => (value - scale.shift) * scale.scaling) };
}

/** Latents (1, channels, h, w) as the UNet knows them → picture (1, 3, h·f, w·f) in about −1…1. */
export async function decodeLatents(session: ModelSession, latents: Tensor, scale: LatentScale): Promise<Tensor> {
  const input = session.input('latent_sample', 'latents', 'sample');
  const output = session.output('sample', 'image');
  requireSides(input, session.stage, side(latents, 2), side(latents, 3));
  const unscaled: Tensor = { shape: latents.shape, data: latents.data.map((value) => value / scale.scaling + scale.shift) };
  const answer = await session.run(new Map([[input, repeatToBatch(unscaled, fixedDimension(input, 0))]]), output);
  return firstChannels(answer, 3, session.stage);
}

/** Whether the encoder draws its own noise, so that a seed does not reproduce its latents. */
export function drawsPosterior(session: ModelSession): boolean {
  return session.findOutput('latent_parameters') === null && session.findOutput('latent_sample') !== null;
}

function side(tensor: Tensor, axis: number): number {
  return tensor.shape[axis] ?? 0;
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
    throw new Fault('bad-shape', `The ${stage} answered with the shape ${tensor.shape.join(' × ')}, of which Sfumato can make nothing.`, 'Choose another package.');
  }
  return { data: tensor.data.slice(0, channels * height * width), shape: [1, channels, height, width] };
}
