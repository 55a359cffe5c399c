import { sha256 } from 'hash-wasm';

const text = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** The files of a package small enough to read at a glance, for tests: a factor of 4, latents of 16². */
export function testPackageFiles(): Map<string, Uint8Array> {
  return new Map<string, Uint8Array>([
    ['model_index.json', text({ _class_name: 'StableDiffusionPipeline', _name_or_path: 'sfumato/Tiny' })],
    ['unet/config.json', text({ sample_size: 16, in_channels: 4, out_channels: 4, block_out_channels: [8, 16], cross_attention_dim: 8 })],
    ['vae_decoder/config.json', text({ scaling_factor: 0.5, latent_channels: 4, block_out_channels: [8, 8, 8] })],
    ['text_encoder/config.json', text({ hidden_size: 8, max_position_embeddings: 12 })],
    ['scheduler/scheduler_config.json', text({ _class_name: 'DDIMScheduler', beta_start: 0.00085 })],
    ['tokenizer/vocab.json', text({ a: 0, '<|startoftext|>': 1, '<|endoftext|>': 2 })],
    ['tokenizer/merges.txt', new TextEncoder().encode('#version: 0.2\n')],
    ...['text_encoder', 'unet', 'vae_encoder', 'vae_decoder'].map((part): [string, Uint8Array] => [`${part}/model.onnx`, new TextEncoder().encode(`graph of ${part}`)]),
  ]);
}

/** Adds the `files.json` that names every file with its size and digest. */
export async function withManifest(files: Map<string, Uint8Array>): Promise<Map<string, Uint8Array>> {
  const entries = await Promise.all([...files].map(async ([path, bytes]) => ({ path, sizeBytes: bytes.byteLength, sha256: await sha256(bytes) })));
  return new Map([...files, ['files.json', text({ files: entries })]]);
}
