import { describe, expect, it } from 'vitest';
import { readScheduler } from '../protocol/scheduler/readScheduler';
import { inspectPackage } from './inspect/inspectPackage';
import { memorySource } from './memorySource';
import { openPackage } from './openPackage';
import { decoderGraph, encoderGraph, textGraph, unetGraph } from './testing/testGraphs';
import { bareFiles } from './testing/testPackage';
import { writeOnnx, type TestGraph, type TestValue } from './testing/writeOnnx';

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const device = { provider: 'webgpu', shaderF16: true, jspi: true } as const;

type Case = readonly [what: string, changed: Readonly<Record<string, TestGraph | object | null>>, says: RegExp | null];

const hidden = (layers: number, width: number): TestValue[] =>
  Array.from({ length: layers + 1 }, (_, i) => ({ name: `hidden_states.${i}`, shape: ['b', 'n', width] }));
const pooled = (width: number, name = 'text_embeds'): TestValue => ({ name, shape: ['b', width] });
const xlUnet = (width: number, pooledWidth = 1280, ids = 6) =>
  unetGraph(
    {},
    [
      { name: 'text_embeds', shape: ['b', pooledWidth] },
      { name: 'time_ids', shape: ['b', ids] },
    ],
    [77, width],
  );
/** SDXL with what is changed about it. */
const xl = (changed: Readonly<Record<string, TestGraph>> = {}) => ({
  'unet/model.onnx': xlUnet(2048),
  'text_encoder/model.onnx': textGraph(768, hidden(12, 768)),
  'text_encoder_2/model.onnx': textGraph(1280, [...hidden(32, 1280), pooled(1280)]),
  ...changed,
});
const vocabulary = { a: 0, '<|startoftext|>': 1, '<|endoftext|>': 2 };

/** What says is null for is usable. */
const cases: readonly Case[] = [
  ['a sound one', {}, null],
  ['a sound SDXL', xl(), null],
  [
    'a decoder whose only input is “z”',
    { 'vae_decoder/model.onnx': { ...decoderGraph, inputs: [{ name: 'z', shape: ['b', 4, 'h', 'w'] }] } },
    null,
  ],
  [
    'a text encoder that gives “output_0”',
    { 'text_encoder/model.onnx': { ...textGraph(), outputs: [{ name: 'output_0', shape: ['b', 'n', 768] }] } },
    null,
  ],
  [
    'a pooled embedding of another name',
    xl({ 'text_encoder_2/model.onnx': textGraph(1280, [...hidden(32, 1280), pooled(1280, 'out_1')]) }),
    null,
  ],
  ['a newer format', { 'unet/model.onnx': unetGraph({ irVersion: 99 }) }, /version 99 of the ONNX format/],
  ['newer operators', { 'unet/model.onnx': unetGraph({ opset: 40 }) }, /version 40 of ONNX’s operators/],
  [
    'an adapter',
    { 'unet/model.onnx': unetGraph({}, [{ name: 'adapter', shape: ['b', 4] }]) },
    /inputs that this version cannot give: adapter/,
  ],
  [
    'a UNet without its text',
    {
      'unet/model.onnx': unetGraph({
        inputs: [
          { name: 'sample', shape: ['b', 4, 'h', 'w'] },
          { name: 't', shape: [1] },
        ],
      }),
    },
    /no input “encoder_hidden_states”/,
  ],
  [
    'latents with a dimension for time',
    {
      'unet/model.onnx': unetGraph({
        inputs: [
          { name: 'sample', shape: ['b', 4, 'frames', 'h', 'w'] },
          { name: 'timestep', shape: [1] },
          { name: 'encoder_hidden_states', shape: ['b', 77, 768] },
        ],
      }),
    },
    /UNet’s input “sample” has 5 dimensions \(b × 4 × frames × h × w\) where 4 are expected/,
  ],
  [
    'a text encoder whose answer has no tokens',
    { 'text_encoder/model.onnx': { ...textGraph(), outputs: [{ name: 'last_hidden_state', shape: ['b', 768] }] } },
    /text encoder’s output “last_hidden_state” has 2 dimensions.*where 3/,
  ],
  ['text of another width', { 'text_encoder/model.onnx': textGraph(1024) }, /text of 768 numbers a word, its text encoders give 1024/],
  [
    'text of another width under a foreign name',
    { 'text_encoder/model.onnx': { ...textGraph(), outputs: [{ name: 'output_0', shape: ['b', 'n', 512] }] } },
    /text encoders give 512/,
  ],
  ['the two widths of SDXL', xl({ 'unet/model.onnx': xlUnet(2304) }), /text of 2304 numbers a word, its text encoders give 2048/],
  ['text of another length', { 'unet/model.onnx': unetGraph({}, [], [64, 768]) }, /texts of 64 tokens, its text encoder gives 77/],
  [
    'SDXL’s encoders without inner layers',
    xl({ 'text_encoder/model.onnx': textGraph(768) }),
    /text encoder was exported without its inner layers/,
  ],
  [
    'SDXL’s encoder with fewer layers than it needs',
    {
      ...xl({ 'text_encoder_2/model.onnx': textGraph(1280, [...hidden(12, 1280), pooled(1280)]) }),
      'text_encoder_2/config.json': { hidden_size: 1280, num_hidden_layers: 32 },
    },
    /second text encoder was exported without its inner layers/,
  ],
  [
    'SDXL’s second encoder without its pooled embedding',
    xl({ 'text_encoder_2/model.onnx': textGraph(1280, hidden(32, 1280)) }),
    /pooled embedding/,
  ],
  [
    'an embedding that is pooled but not projected',
    xl({ 'text_encoder_2/model.onnx': textGraph(1280, [...hidden(32, 1280), pooled(1280, 'pooler_output')]) }),
    /without its pooled embedding/,
  ],
  [
    'a pooled embedding of another width',
    xl({ 'unet/model.onnx': xlUnet(2048, 2816) }),
    /pooled embedding of 2816 numbers, its text encoder gives 1280/,
  ],
  ['numbers on the size that nobody knows', xl({ 'unet/model.onnx': xlUnet(2048, 1280, 11) }), /wants 11 numbers on the picture’s size/],
  [
    'a UNet that predicts a variance',
    { 'unet/model.onnx': unetGraph({ outputs: [{ name: 'out_sample', shape: ['b', 8, 'h', 'w'] }] }) },
    /predicts 8 channels where latents have 4/,
  ],
  [
    'a picture encoder of other latents',
    { 'vae_encoder/model.onnx': { ...encoderGraph, outputs: [{ name: 'latent_parameters', shape: ['b', 3, 'h', 'w'] }] } },
    /picture encoder gives 3 channels where there are 4/,
  ],
  [
    'a decoder of greys',
    { 'vae_decoder/model.onnx': { ...decoderGraph, outputs: [{ name: 'sample', shape: ['b', 1, 'h', 'w'] }] } },
    /picture decoder gives 1 channels/,
  ],
  ['latents of two sizes', { 'vae_decoder/config.json': { latent_channels: 16 } }, /UNet takes 4 channels where its pictures have 16/],
  ['another maker’s operators', { 'vae_decoder/model.onnx': { ...decoderGraph, nodes: [{ op: 'trt.plugins:Fmha' }] } }, /another runtime/],
  ['flow matching', { 'scheduler/scheduler_config.json': { _class_name: 'FlowMatchEulerDiscreteScheduler' } }, /flow/i],
  [
    'a vocabulary without the start token',
    { 'tokenizer/vocab.json': { a: 0, '<|endoftext|>': 1 } },
    /vocab\.json has no token “<\|startoftext\|>”/,
  ],
  [
    'a tokeniser cut short',
    { 'tokenizer/tokenizer.json': { model: { vocab: vocabulary, merges: [] } }, 'tokenizer/merges.txt': null },
    /not CLIP’s/,
  ],
];

function filesOf(changed: Case[1]): Map<string, Uint8Array> {
  const files = bareFiles();
  for (const [path, value] of Object.entries(changed)) {
    if (value === null) files.delete(path);
    else files.set(path, path.endsWith('.onnx') ? writeOnnx(value as TestGraph) : encode(value));
  }
  return files;
}

describe('what the report calls usable the loader opens, and what it refuses the loader refuses in the same words', () => {
  it.each(cases)('%s', async (_, changed, says) => {
    const source = memorySource(filesOf(changed));
    const { findings } = await inspectPackage(source, device);
    const [blocking] = findings.filter(({ severity }) => severity === 'blocks');
    const opened = await openPackage(source, 'model', { device })
      .then(({ scheduler }) => (readScheduler(scheduler), null))
      .catch((thrown: unknown) => (thrown as Error).message);
    expect(opened).toBe(blocking?.message ?? null);
    if (says === null) expect(opened).toBeNull();
    else expect(opened).toMatch(says);
  });
});
