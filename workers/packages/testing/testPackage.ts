import { sha256Of } from '../../protocol/sha256Of';
import { decoderGraph, encoderGraph, textGraph, unetGraph } from './testGraphs';
import { writeOnnx, type TestGraph } from './writeOnnx';

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

const tokeniser: readonly (readonly [string, Uint8Array])[] = [
  ['vocab.json', encode({ a: 0, '<|startoftext|>': 1, '<|endoftext|>': 2 })],
  ['merges.txt', new TextEncoder().encode('#version: 0.2\n')],
];

/** The files of a package of its own make, small enough to read at a glance: a factor of 4, latents of 16². */
export function testPackageFiles(): Map<string, Uint8Array> {
  return new Map<string, Uint8Array>([
    ['model_index.json', encode({ _class_name: 'StableDiffusionPipeline', _name_or_path: 'sfumato/Tiny' })],
    ['unet/config.json', encode({ sample_size: 16, in_channels: 4, out_channels: 4, block_out_channels: [8, 16], cross_attention_dim: 8 })],
    ['vae_decoder/config.json', encode({ scaling_factor: 0.5, latent_channels: 4, block_out_channels: [8, 8, 8] })],
    ['text_encoder/config.json', encode({ hidden_size: 8, max_position_embeddings: 12 })],
    ['scheduler/scheduler_config.json', encode({ _class_name: 'DDIMScheduler', beta_start: 0.00085 })],
    ...tokeniser.map(([name, bytes]): [string, Uint8Array] => [`tokenizer/${name}`, bytes]),
    ['text_encoder/model.onnx', writeOnnx(textGraph(8))],
    ['unet/model.onnx', writeOnnx(unetGraph({}, [], [12, 8]))],
    ['vae_encoder/model.onnx', writeOnnx(encoderGraph)],
    ['vae_decoder/model.onnx', writeOnnx(decoderGraph)],
  ]);
}

/** A package of Stable Diffusion 1 without configurations: graphs alone, and a tokeniser. */
export function bareFiles(graphs: Readonly<Record<string, TestGraph>> = {}): Map<string, Uint8Array> {
  const all: Readonly<Record<string, TestGraph>> = {
    'unet/model.onnx': unetGraph(),
    'text_encoder/model.onnx': textGraph(),
    'vae_decoder/model.onnx': decoderGraph,
    'vae_encoder/model.onnx': encoderGraph,
    ...graphs,
  };
  return new Map([
    ...Object.entries(all).map(([path, graph]): [string, Uint8Array] => [path, writeOnnx(graph)]),
    ...tokeniser.map(([name, bytes]): [string, Uint8Array] => [`tokenizer/${name}`, bytes]),
  ]);
}

/** Adds the `files.json` that names every file with its size and digest. */
export async function withManifest(files: Map<string, Uint8Array>): Promise<Map<string, Uint8Array>> {
  const entries = await Promise.all(
    [...files].map(async ([path, bytes]) => ({ path, sizeBytes: bytes.byteLength, sha256: await sha256Of(bytes) })),
  );
  return new Map([...files, ['files.json', encode({ files: entries })]]);
}
