import type { TestGraph, TestValue } from './writeOnnx';

const batch = 'batch';

/** A UNet's head: latents of four channels. @param text how many tokens it takes, and how many numbers a token */
export function unetGraph(
  change: TestGraph = {},
  extra: readonly TestValue[] = [],
  text: readonly [number, number] = [77, 768],
): TestGraph {
  return {
    inputs: [
      { name: 'sample', shape: [batch, 4, 'h', 'w'] },
      { name: 'timestep', type: 'int64', shape: [1] },
      { name: 'encoder_hidden_states', shape: [batch, ...text] },
      ...extra,
    ],
    outputs: [{ name: 'out_sample', shape: [batch, 4, 'h', 'w'] }],
    nodes: [{ op: 'Conv', inputs: ['sample', 'w'], outputs: ['out_sample'] }],
    weights: [{ name: 'w', dims: [4, 4, 3, 3], raw: new Uint8Array(576) }],
    ...change,
  };
}

export function textGraph(width = 768, outputs: readonly TestValue[] = []): TestGraph {
  return {
    inputs: [{ name: 'input_ids', type: 'int64', shape: [batch, 'tokens'] }],
    outputs: [{ name: 'last_hidden_state', shape: [batch, 'tokens', width] }, ...outputs],
    nodes: [{ op: 'Gather', inputs: ['e', 'input_ids'], outputs: ['last_hidden_state'] }],
  };
}

export const decoderGraph: TestGraph = {
  inputs: [{ name: 'latent_sample', shape: [batch, 4, 'h', 'w'] }],
  outputs: [{ name: 'sample', shape: [batch, 3, 'h * 8', 'w * 8'] }],
  nodes: [{ op: 'Conv', inputs: ['latent_sample'], outputs: ['sample'] }],
};

export const encoderGraph: TestGraph = {
  inputs: [{ name: 'sample', shape: [batch, 3, 'h', 'w'] }],
  outputs: [{ name: 'latent_parameters', shape: [batch, 8, 'h / 8', 'w / 8'] }],
  nodes: [{ op: 'Conv', inputs: ['sample'], outputs: ['latent_parameters'] }],
};
