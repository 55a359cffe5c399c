import { writeOnnx, type GraphShape } from '../../packages/testing/writeOnnx';

/** Values that look random but are always the same, in −1…1. */
export function steadyNoise(length: number): Float32Array {
  let state = 7;
  return Float32Array.from({ length }, () => {
    state = (state * 16807) % 2147483647;
    return (state / 2147483647) * 2 - 1;
  });
}

/**
 * A decoder of latents (batch, 4, h, w) to pictures four times as large in which a pixel depends on the cells about it and on
 * nothing else: what it gives in tiles must be what it gives in one piece.
 */
export function localDecoder(shape: GraphShape = ['batch', 4, 'h', 'w']): Uint8Array {
  return writeOnnx({
    inputs: [{ name: 'latent_sample', type: 'float32', shape }],
    outputs: [{ name: 'sample', type: 'float32', shape: ['batch', 3, 'H', 'W'] }],
    nodes: [
      { op: 'Conv', inputs: ['latent_sample', 'w1'], outputs: ['wide'], attributes: { pads: [1, 1, 1, 1] } },
      { op: 'Tanh', inputs: ['wide'], outputs: ['bent'] },
      { op: 'DepthToSpace', inputs: ['bent'], outputs: ['large'], attributes: { blocksize: 4 } },
      { op: 'Conv', inputs: ['large', 'w2'], outputs: ['sample'], attributes: { pads: [1, 1, 1, 1] } },
    ],
    weights: [
      { name: 'w1', dims: [64, 4, 3, 3], data: steadyNoise(64 * 36).map((value) => value / 4) },
      { name: 'w2', dims: [3, 4, 3, 3], data: steadyNoise(3 * 36).map((value) => value / 4) },
    ],
  });
}

/** The other way: pictures (batch, 3, H, W) to the parameters of latents (batch, 8, H/4, W/4), as local as the decoder. */
export function localEncoder(shape: GraphShape = ['batch', 3, 'H', 'W']): Uint8Array {
  return writeOnnx({
    inputs: [{ name: 'sample', type: 'float32', shape }],
    outputs: [{ name: 'latent_parameters', type: 'float32', shape: ['batch', 8, 'h', 'w'] }],
    nodes: [
      { op: 'SpaceToDepth', inputs: ['sample'], outputs: ['deep'], attributes: { blocksize: 4 } },
      { op: 'Conv', inputs: ['deep', 'w1'], outputs: ['wide'], attributes: { pads: [1, 1, 1, 1] } },
      { op: 'Tanh', inputs: ['wide'], outputs: ['bent'] },
      { op: 'Conv', inputs: ['bent', 'w2'], outputs: ['latent_parameters'], attributes: { pads: [1, 1, 1, 1] } },
    ],
    weights: [
      { name: 'w1', dims: [16, 48, 3, 3], data: steadyNoise(16 * 48 * 9).map((value) => value / 12) },
      { name: 'w2', dims: [8, 16, 3, 3], data: steadyNoise(8 * 16 * 9).map((value) => value / 6) },
    ],
  });
}
