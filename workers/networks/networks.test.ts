import { describe, expect, it } from 'vitest';
import type { UnetNetwork } from '../protocol/networkConfigs';
import type { TensorView } from '../protocol/tensorView';
import { decoderGraph, encoderGraph } from './autoencoder/autoencoderGraph';
import { tinyDecoderGraph, tinyEncoderGraph } from './autoencoder/tinyAutoencoderGraph';
import { clipGraph } from './clip/clipGraph';
import { controlNetGraph } from './controlnet/controlNetGraph';
import type { GraphModel } from './graph/graphModel';
import { writeGraph } from './onnx/writeGraph';
import { plainOptions } from './options';
import { unetGraph } from './unet/unetGraph';

/** Has every weight but those that a pattern names; the shapes do not matter where nothing runs. */
class AnyWeights extends Map<string, TensorView> {
  readonly asked = new Set<string>();
  constructor(private readonly missing: RegExp) {
    super();
  }
  override has(name: string): boolean {
    return !this.missing.test(name);
  }
  override get(name: string): TensorView | undefined {
    this.asked.add(name);
    return this.has(name) ? { file: 'a', dtype: 'F16', shape: [8, 8, 3, 3], offset: this.asked.size * 2, sizeBytes: 2 } : undefined;
  }
}

const unet: UnetNetwork = {
  inChannels: 4,
  outChannels: 4,
  blockOutChannels: [32, 64],
  layersPerBlock: 2,
  depthsDown: [
    [1, 1],
    [0, 0],
  ],
  depthsUp: [
    [0, 0, 0],
    [1, 1, 1],
  ],
  mid: 1,
  heads: [8, 8],
  crossAttentionDim: 768,
  linearProjection: false,
  addition: null,
  guidanceDim: null,
  upcastAttention: false,
  normGroups: 32,
};
const absent = /conv_shortcut|down_blocks\.1\.(attentions|downsamplers)|up_blocks\.(0\.attentions|1\.upsamplers)|to_[qkv]\.bias/;
const names = (graph: GraphModel) => ({ in: graph.inputs.map(({ name }) => name), out: graph.outputs.map(({ name }) => name) });
const build = (network: UnetNetwork, controlResiduals = false) =>
  unetGraph(network, new AnyWeights(absent), { ...plainOptions, controlResiduals });

describe('the graphs', () => {
  it('have the inputs of their family', () => {
    expect(names(build(unet))).toEqual({ in: ['sample', 'timestep', 'encoder_hidden_states'], out: ['out_sample'] });
    expect(names(build({ ...unet, guidanceDim: 256 })).in).toContain('timestep_cond');
    const sdxl = build({ ...unet, addition: { timeDim: 256, inputDim: 2816 } });
    expect(sdxl.inputs.slice(3).map(({ name, shape }) => [name, shape])).toEqual([
      ['text_embeds', ['batch', 1280]],
      ['time_ids', ['batch', 6]],
    ]);
    expect(build({ ...unet, addition: { timeDim: 256, inputDim: 2560 } }).inputs.at(-1)?.shape).toEqual(['batch', 5]);
  });

  it('take the residuals of ControlNets in the order and with the channels in which these give them', () => {
    const residuals = build(unet, true).inputs.filter(({ name }) => name.includes('residual'));
    expect(residuals.map(({ name }) => name)).toEqual([
      ...Array.from({ length: 6 }, (_, i) => `down_block_additional_residual_${i}`),
      'mid_block_additional_residual',
    ]);
    expect(residuals.map(({ shape }) => shape[1])).toEqual([32, 32, 32, 32, 64, 64, 64]);
    const control = { ...unet, conditioningChannels: 3, conditioningOutChannels: [16, 32, 96, 256], globalPool: false };
    const net = controlNetGraph(control, new AnyWeights(/blocks\.6|conv_shortcut|down_blocks\.1\.(attentions|downsamplers)/), plainOptions);
    expect(names(net).out).toEqual([...Array.from({ length: 6 }, (_, i) => `down_block_res_sample_${i}`), 'mid_block_res_sample']);
    expect(names(net).in).toEqual(['sample', 'timestep', 'encoder_hidden_states', 'controlnet_cond', 'conditioning_scale']);
  });

  it('give of a text encoder what is asked for, and compute no more layers than that needs', () => {
    const clip = {
      width: 64,
      layers: 3,
      heads: 1,
      mlpWidth: 256,
      vocabulary: 49408,
      positions: 77,
      activation: 'gelu',
      normEps: 1e-5,
      projectionDim: 32,
    } as const;
    const weights = new AnyWeights(/text_projection\.bias/);
    expect(names(clipGraph(clip, weights, { ...plainOptions, outputs: { penultimate: true } })).out).toEqual(['hidden_states.2']);
    expect([...weights.asked].some((name) => name.includes('layers.2') || name.includes('final'))).toBe(false);
    const outputs = { last: true, penultimate: true, penultimateNormed: true, pooled: true };
    expect(names(clipGraph(clip, weights, { ...plainOptions, outputs })).out).toEqual([
      'hidden_states.2',
      'penultimate_normed',
      'last_hidden_state',
      'text_embeds',
    ]);
  });

  it('encode and decode pictures', () => {
    const vae = {
      blockOutChannels: [32, 64],
      layersPerBlock: 2,
      latentChannels: 4,
      normGroups: 32,
      quantConv: true,
      postQuantConv: true,
      midAttention: true,
    };
    const weights = new AnyWeights(/conv_shortcut|blocks\.1\.(down|up)samplers/);
    expect(names(encoderGraph(vae, weights, plainOptions))).toEqual({ in: ['sample'], out: ['latent_parameters'] });
    expect(names(decoderGraph(vae, weights, plainOptions))).toEqual({ in: ['latent_sample'], out: ['sample'] });
    const tiny = { width: 64, encoderBlocks: [1, 3, 3, 3], decoderBlocks: [3, 3, 3, 1], latentChannels: 4 };
    for (const graph of [tinyEncoderGraph, tinyDecoderGraph]) {
      const asked = new AnyWeights(/nothing/);
      graph(tiny, asked, plainOptions);
      // The last of the author's layers is the last convolution.
      expect(asked.asked.has(graph === tinyEncoderGraph ? 'encoder.layers.14.weight' : 'decoder.layers.18.weight')).toBe(true);
    }
  });

  it('use every weight as a range of its file, each under one name', () => {
    const { files, sideFiles } = writeGraph(build(unet), () => 'side');
    expect([files, sideFiles.size]).toEqual([['a'], 0]);
    const { initialisers } = build(unet);
    expect(new Set(initialisers.map(({ name }) => name)).size).toBe(initialisers.length);
  });

  it('name a weight that is missing', () => {
    expect(() => unetGraph(unet, new Map(), { ...plainOptions, controlResiduals: false })).toThrow(
      /“time_embedding\.linear_1\.weight” are missing/,
    );
  });
});
