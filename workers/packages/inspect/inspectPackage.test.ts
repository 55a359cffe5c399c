import { describe, expect, it } from 'vitest';
import { importReportSchema } from '../../protocol/importReport';
import { httpSource } from '../httpSource';
import { memorySource } from '../memorySource';
import { decoderGraph, encoderGraph, textGraph, unetGraph } from '../testing/testGraphs';
import { bareFiles, testPackageFiles } from '../testing/testPackage';
import { writeOnnx, type TestGraph, type TestWeight } from '../testing/writeOnnx';
import type { Capabilities } from './inspected';
import { inspectPackage } from './inspectPackage';

const graphics: Capabilities = { provider: 'webgpu', shaderF16: true, jspi: true };
const noHalf: Capabilities = { ...graphics, shaderF16: false };
const wasm: Capabilities = { provider: 'wasm', shaderF16: false, jspi: true };
const half: TestWeight = { name: 'w', type: 'float16', dims: [100], raw: new Uint8Array(200) };
const halfConv = { op: 'Conv', inputs: ['w', 'sample'], outputs: ['out_sample'] };
const residuals = Array.from({ length: 13 }, (_, i) => ({ name: i < 12 ? `down_block_${i}` : 'mid_block', shape: ['b', 320, 'h', 'w'] }));
const xlInputs = [
  { name: 'text_embeds', shape: ['b', 1280] },
  { name: 'time_ids', shape: ['b', 6] },
];
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

async function inspect(
  graphs: Readonly<Record<string, TestGraph>>,
  device = graphics,
  change: (files: Map<string, Uint8Array>) => unknown = () => undefined,
) {
  const files = bareFiles(graphs);
  await change(files);
  const report = await inspectPackage(memorySource(files, 'model'), device);
  expect(importReportSchema.parse(report)).toEqual(report);
  return report;
}

interface Case {
  readonly what: string;
  readonly graphs?: Readonly<Record<string, TestGraph>>;
  readonly device?: Capabilities;
  readonly change?: (files: Map<string, Uint8Array>) => unknown;
  /** Severity, code and words of message and hint. */
  readonly finds: readonly [string, string, RegExp];
}

const dynamic = {
  'unet/model.onnx': unetGraph({ nodes: [{ op: 'DynamicQuantizeLinear' }, { op: 'MatMulInteger' }, { op: 'ConvInteger' }] }),
};
const oldHalf = { ...textGraph(), weights: [half], nodes: [{ op: 'Pow', inputs: ['w'] }], opset: 14 };
const external = (location: string, end = 4) => ({
  'unet/model.onnx': unetGraph({ weights: [{ name: 'w', dims: [1], location, offset: 0, length: end }] }),
});
const besideUnet =
  (name: string, bytes = 4) =>
  (files: Map<string, Uint8Array>) =>
    files.set(`unet/${name}`, new Uint8Array(bytes));
const stripped = { added_tokens: [], model: { vocab: { a: 0, b: 1 }, merges: [] } };

const cases: readonly Case[] = [
  {
    what: 'a missing UNet',
    change: (files) => files.delete('unet/model.onnx'),
    finds: ['blocks', 'missing-part', /no UNet.*unet\/model.onnx/],
  },
  {
    what: 'a missing text encoder',
    change: (files) => files.delete('text_encoder/model.onnx'),
    finds: ['blocks', 'missing-part', /no text encoder/],
  },
  {
    what: 'a missing picture decoder',
    change: (files) => files.delete('vae_decoder/model.onnx'),
    finds: ['blocks', 'missing-part', /no picture decoder/],
  },
  {
    what: 'a missing picture encoder, and who can lend one',
    change: (files) => files.delete('vae_encoder/model.onnx'),
    finds: ['blocks', 'missing-part', /cannot edit pictures.*Borrow one.*Stable Diffusion 1 or 2.*0\.18215/],
  },
  {
    what: 'who can lend one to SDXL',
    graphs: { 'unet/model.onnx': unetGraph({}, xlInputs) },
    change: (files) => files.delete('vae_encoder/model.onnx'),
    finds: ['blocks', 'missing-part', /another model of SDXL.*0\.13025/],
  },
  {
    what: 'a missing second encoder of SDXL',
    graphs: { 'unet/model.onnx': unetGraph({}, xlInputs) },
    finds: ['blocks', 'missing-part', /no second text encoder/],
  },
  {
    what: 'a missing tokeniser',
    change: (files) => files.delete('tokenizer/merges.txt'),
    finds: ['note', 'shipped-tokeniser', /CLIP’s, which ships with/],
  },
  {
    what: 'a missing tokeniser of another vocabulary',
    change: (files) => (files.delete('tokenizer/merges.txt'), files.set('text_encoder/config.json', json({ vocab_size: 1000 }))),
    finds: ['blocks', 'missing-tokeniser', /merges\.txt/],
  },
  {
    what: 'a stripped tokeniser',
    change: (files) => (files.delete('tokenizer/vocab.json'), files.set('tokenizer/tokenizer.json', json(stripped))),
    finds: ['blocks', 'broken-tokeniser', /wrong numbers.*vocab\.json/],
  },
  {
    what: 'a stripped tokeniser that can be done without',
    change: (files) => files.set('tokenizer/tokenizer.json', json(stripped)),
    finds: ['note', 'stripped-tokeniser', /used in its place/],
  },
  {
    what: 'a CUDA graph',
    graphs: { 'unet/model.onnx': unetGraph({ nodes: [{ op: 'com.microsoft:NhwcConv' }] }) },
    finds: ['blocks', 'missing-operators', /NhwcConv.*fused for CUDA.*plain export/],
  },
  {
    what: 'a CUDA graph on the processor',
    device: wasm,
    graphs: { 'unet/model.onnx': unetGraph({ nodes: [{ op: 'com.microsoft:NhwcConv' }] }) },
    finds: ['blocks', 'missing-operators', /NhwcConv/],
  },
  {
    what: 'a lacking operator within a branch',
    graphs: { 'unet/model.onnx': unetGraph({ nodes: [{ op: 'If', body: [{ op: 'com.microsoft:GroupNorm' }] }] }) },
    finds: ['blocks', 'missing-operators', /GroupNorm/],
  },
  {
    what: 'what only graphics has',
    device: wasm,
    graphs: { 'unet/model.onnx': unetGraph({ nodes: [{ op: 'com.microsoft:BiasSplitGelu' }] }) },
    finds: ['blocks', 'missing-operators', /BiasSplitGelu.*without WebGPU/],
  },
  {
    what: 'another maker’s operators',
    graphs: { 'unet/model.onnx': unetGraph({ nodes: [{ op: 'com.microsoft.dml:DmlFusedConv' }, { op: 'trt.plugins:Fmha' }] }) },
    finds: ['blocks', 'foreign-operators', /DmlFusedConv.*Fmha/],
  },
  { what: 'dynamic int8 on graphics', graphs: dynamic, finds: ['blocks', 'dynamic-int8', /MatMulInteger.*no kernel.*without WebGPU/] },
  { what: 'dynamic int8 on the processor', graphs: dynamic, device: wasm, finds: ['note', 'dynamic-int8', /runs on the processor/] },
  {
    what: 'double precision',
    graphs: {
      'unet/model.onnx': unetGraph({
        nodes: [
          { op: 'Cast', outputs: ['d'], attributes: { to: 'float64' } },
          { op: 'Pow', inputs: ['d'] },
        ],
      }),
    },
    finds: ['limits', 'float64', /Pow.*on the processor/],
  },
  {
    what: 'half precision without a device for it',
    graphs: { 'unet/model.onnx': unetGraph({ weights: [half], nodes: [halfConv] }) },
    device: noHalf,
    finds: ['limits', 'no-half-precision', /UNet computes in half precision.*on the processor/],
  },
  {
    what: 'layer norms in pieces',
    graphs: { 'text_encoder/model.onnx': oldHalf },
    finds: ['limits', 'layer-norm-in-pieces', /operator set 14.*overflow/],
  },
  {
    what: 'a text encoder passed as UNet',
    graphs: { 'unet/model.onnx': textGraph() },
    finds: ['blocks', 'wrong-part', /“unet\/model.onnx” is a text encoder, not the UNet: it takes input_ids/],
  },
  {
    what: 'a decoder passed as encoder',
    graphs: { 'vae_encoder/model.onnx': decoderGraph },
    finds: ['blocks', 'wrong-part', /is a picture decoder/],
  },
  {
    what: 'inputs of unknown names',
    graphs: { 'unet/model.onnx': unetGraph({ inputs: [{ name: 'latents_in' }] }) },
    finds: ['blocks', 'unknown-inputs', /no input “sample”.*latents_in/],
  },
  {
    what: 'weights that are not there',
    graphs: external('weights.bin'),
    change: besideUnet('model.onnx_data'),
    finds: ['blocks', 'weights-missing', /“weights.bin”.*There is “unet\/model.onnx_data” instead.*to the letter/],
  },
  {
    what: 'weights in another folder',
    graphs: external('sub/w.bin'),
    change: besideUnet('w.bin'),
    finds: ['blocks', 'weights-missing', /There is “unet\/w.bin” instead/],
  },
  { what: 'weights outside', graphs: external('../../w.bin'), finds: ['blocks', 'weights-outside', /not allowed/] },
  {
    what: 'weights in other letters',
    graphs: external('Model.onnx_data'),
    change: besideUnet('model.onnx_data'),
    finds: ['note', 'weights-respelt', /case of letters/],
  },
  {
    what: 'garbage',
    change: (files) => files.set('unet/model.onnx', new Uint8Array(50)),
    finds: ['blocks', 'unreadable', /not an ONNX model/],
  },
  {
    what: 'a fixed size',
    graphs: {
      'unet/model.onnx': unetGraph({
        inputs: [{ name: 'sample', shape: [2, 4, 64, 96] }, { name: 'timestep' }, { name: 'encoder_hidden_states' }],
      }),
    },
    finds: ['limits', 'fixed-size', /768 × 512/],
  },
  {
    what: 'a fixed batch',
    graphs: {
      'unet/model.onnx': unetGraph({
        inputs: [{ name: 'sample', shape: [2, 4, 64, 64] }, { name: 'timestep' }, { name: 'encoder_hidden_states' }],
      }),
    },
    finds: ['note', 'fixed-batch', /pair that guidance needs/],
  },
  {
    what: 'an inpainting UNet',
    graphs: {
      'unet/model.onnx': unetGraph({
        inputs: [{ name: 'sample', shape: ['b', 9, 'h', 'w'] }, { name: 'timestep' }, { name: 'encoder_hidden_states' }],
      }),
    },
    finds: ['note', 'concatenated', /inpainting model.*change map/],
  },
  {
    what: 'latents of another autoencoder',
    graphs: { 'vae_decoder/model.onnx': { ...decoderGraph, inputs: [{ name: 'latent_sample', shape: ['b', 16, 'h', 'w'] }] } },
    finds: ['blocks', 'channels', /4 channels where its pictures have 16/],
  },
  {
    what: 'text of another width',
    graphs: { 'text_encoder/model.onnx': textGraph(1024) },
    finds: ['blocks', 'text-width', /768 numbers a word.*give 1024/],
  },
  {
    what: 'SDXL’s encoders without inner layers',
    graphs: { 'unet/model.onnx': unetGraph({}, xlInputs), 'text_encoder_2/model.onnx': textGraph(1280) },
    finds: ['blocks', 'no-hidden-states', /last layer cannot stand in/],
  },
  {
    what: 'SDXL’s second encoder without its pooled embedding',
    graphs: { 'unet/model.onnx': unetGraph({}, xlInputs), 'text_encoder_2/model.onnx': textGraph(1280) },
    finds: ['blocks', 'no-pooled', /text_embeds/],
  },
  {
    what: 'ControlNets without inputs for them',
    graphs: { 'controlnet/canny/model.onnx': unetGraph({}, [{ name: 'controlnet_cond' }]) },
    finds: ['limits', 'no-guide-inputs', /without inputs for them/],
  },
  { what: 'a UNet without inputs for guides', finds: ['note', 'no-guide-inputs', /guides cannot be used/] },
  {
    what: 'inputs for guides without a ControlNet',
    graphs: { 'unet/model.onnx': unetGraph({}, residuals) },
    finds: ['note', 'no-controlnet', /controlnet\/NAME/],
  },
  {
    what: 'an encoder that draws',
    graphs: { 'vae_encoder/model.onnx': { ...encoderGraph, nodes: [{ op: 'RandomNormalLike' }] } },
    finds: ['limits', 'encoder-draws', /same seed/],
  },
  {
    what: 'a scheduler for flow matching, before anything is downloaded',
    change: (files) => files.set('scheduler/scheduler_config.json', json({ _class_name: 'FlowMatchEulerDiscreteScheduler', shift: 3 })),
    finds: ['blocks', 'scheduler', /flow matching.*diffusion models/],
  },
  {
    what: 'a scheduler that is not known, with the one that runs in its place',
    change: (files) =>
      files.set('scheduler/scheduler_config.json', json({ _class_name: 'ShinyMultistepScheduler', beta_start: 0.00085, beta_end: 0.012 })),
    finds: ['note', 'scheduler', /“ShinyMultistepScheduler” is not known: DPM-Solver\+\+ runs/],
  },
  { what: 'what was assumed', finds: ['note', 'assumed', /512 pixels.*0\.18215.*DDIMScheduler/] },
  {
    what: 'a family told by nothing but its tokeniser',
    graphs: { 'unet/model.onnx': unetGraph({ inputs: [{ name: 'sample' }, { name: 'timestep' }, { name: 'encoder_hidden_states' }] }) },
    change: (files) => files.set('tokenizer/special_tokens_map.json', json({ pad_token: { content: '!' } })),
    finds: ['note', 'family-guessed', /tokeniser alone/],
  },
  {
    what: 'more weights than WebAssembly holds',
    device: wasm,
    graphs: { 'unet/model.onnx': unetGraph({ weights: [{ name: 'w', dims: [1e9], raw: new Uint8Array(4) }] }) },
    finds: ['limits', 'memory', /4 GB at most/],
  },
];

describe('inspectPackage finds', () => {
  it.each(cases)('$what', async ({ graphs = {}, device, change, finds: [severity, code, words] }) => {
    const { findings } = await inspect(graphs, device, change);
    const found = findings.filter((one) => one.code === code && words.test(`${one.message} ${one.hint}`));
    expect(found, JSON.stringify(findings, null, 1)).not.toHaveLength(0);
    expect(found[0]?.severity).toBe(severity);
  });

  it('nothing that blocks in a sound package', async () => {
    const { findings, features } = await inspect({});
    expect(findings.filter((found) => found.severity !== 'note')).toEqual([]);
    expect(features.map(({ works }) => works)).toEqual([true, true, false]);
    // Nor in one that casts weights it keeps in half precision, on a device without it.
    const kept = unetGraph({
      weights: [half],
      nodes: [
        { op: 'Cast', inputs: ['w'], outputs: ['v'], attributes: { to: 'float32' } },
        { op: 'Conv', inputs: ['v', 'sample'] },
      ],
    });
    expect((await inspect({ 'unet/model.onnx': kept }, noHalf)).findings.filter((found) => found.severity !== 'note')).toEqual([]);
  });

  it('another of its files where one does not suit', async () => {
    const report = await inspectPackage(
      memorySource(bareFiles({ 'unet/model_fp16.onnx': unetGraph({ weights: [half], nodes: [halfConv] }) })),
      noHalf,
      { precision: 'fp16' },
    );
    expect(report.parts.find(({ part }) => part === 'unet')).toMatchObject({ graph: 'unet/model_fp16.onnx', precision: 'fp16' });
    expect(report.findings.find((found) => found.code === 'no-half-precision')?.hint).toBe('Choose another of its files: model.onnx.');
  });

  it('weights that were cut short, and those too large for a browser without JSPI', async () => {
    const graph = external('w.bin', 2 ** 31);
    const sized = (sizeBytes: number) => {
      const files = bareFiles(graph).set('unet/w.bin', new Uint8Array(1));
      const source = memorySource(files, 'model');
      return {
        ...source,
        open: async (path: string) =>
          path === 'unet/w.bin' ? ({ size: sizeBytes } as Blob) : new Blob([(await source.read(path)).slice()]),
      };
    };
    expect((await inspectPackage(sized(1000), graphics)).findings).toContainEqual(
      expect.objectContaining({ severity: 'blocks', code: 'weights-cut' }),
    );
    expect((await inspectPackage(sized(2 ** 31), graphics)).findings.map(({ code }) => code)).not.toContain('weights-too-large');
    expect((await inspectPackage(sized(2 ** 31), { ...graphics, jspi: false })).findings).toContainEqual(
      expect.objectContaining({ severity: 'limits', code: 'weights-too-large' }),
    );
  });

  it('a graph of more than 2 GB without loading it', async () => {
    const unet = writeOnnx(unetGraph());
    const source = memorySource(bareFiles(), 'model');
    const sizeBytes = 2 ** 31 + 5;
    // The rest is one unknown field (100) of bytes.
    const varint = (value: number): number[] => (value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))]);
    const tag = [...varint(100 * 8 + 2)];
    const head = Uint8Array.from([...unet, ...tag, ...varint(sizeBytes - unet.length - tag.length - 5)]);
    const report = await inspectPackage(
      {
        ...source,
        openRanges: async (path) => {
          const bytes = path === 'unet/model.onnx' ? head : await source.read(path);
          return {
            sizeBytes: path === 'unet/model.onnx' ? sizeBytes : bytes.length,
            read: (start, end) => Promise.resolve(bytes.slice(start, end)),
          };
        },
      },
      graphics,
    );
    expect(report.findings[0]).toMatchObject({
      severity: 'blocks',
      code: 'graph-too-large',
      message: expect.stringContaining('2.1 GB') as string,
    });
  });
});

describe('inspectPackage', () => {
  it('describes parts, files and what works', async () => {
    const report = await inspect(
      { ...external('model.onnx_data'), 'controlnet/canny/model.onnx': unetGraph({}, [{ name: 'controlnet_cond' }]) },
      graphics,
      besideUnet('model.onnx_data'),
    );
    const unet = report.parts.find(({ part }) => part === 'unet');
    expect(unet).toMatchObject({
      words: 'UNet',
      opset: 17,
      precision: 'fp32',
      fixedBatch: null,
      fixedSize: null,
      weights: [{ type: 'float32', sizeBytes: 4 }],
    });
    expect(unet?.files.map(({ path }) => path)).toEqual(['unet/model.onnx', 'unet/model.onnx_data']);
    expect(unet?.inputs.map(({ name }) => name)).toEqual(['sample', 'timestep', 'encoder_hidden_states']);
    expect(report).toMatchObject({
      layout: 'diffusers',
      family: 'sd1',
      variant: 'base',
      familyWords: 'Stable Diffusion 1.x',
      nativeSize: { width: 512, height: 512 },
    });
  });

  it('says of a text-only package that it draws but does not edit', async () => {
    const { features } = await inspect({}, graphics, (files) => files.delete('vae_encoder/model.onnx'));
    expect(features.map(({ feature, works }) => [feature, works])).toEqual([
      ['text', true],
      ['image-to-image', false],
      ['guides', false],
    ]);
    expect(features[1]?.words).toContain('no picture encoder');
  });

  it('counts on a ControlNet where both sides are there', async () => {
    const { features, familyWords } = await inspect({
      'unet/model.onnx': unetGraph({}, residuals),
      'controlnet/canny/model.onnx': unetGraph({}, [{ name: 'controlnet_cond' }]),
    });
    expect(features[2]).toEqual({ feature: 'guides', works: true, words: 'ControlNets: canny.' });
    expect(familyWords).toContain('with inputs for ControlNets');
  });

  it('looks into a package on a hub by its listing, asking for the heads of its graphs alone', async () => {
    const files = bareFiles();
    const asked: string[] = [];
    const source = httpSource(
      'https://hub/resolve/0a/',
      (url, init) => {
        const path = url.slice('https://hub/resolve/0a/'.length);
        asked.push(`${path} ${new Headers(init?.headers).get('range') ?? 'whole'}`);
        const bytes = files.get(path) ?? new Uint8Array();
        return Promise.resolve(
          new Response(bytes.slice(), {
            status: init?.headers ? 206 : 200,
            headers: { 'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}` },
          }),
        );
      },
      [...files.keys()],
    );
    expect((await inspectPackage(source, graphics)).parts).toHaveLength(4);
    expect(asked.filter((one) => one.endsWith('whole')).every((one) => one.startsWith('tokenizer/'))).toBe(true);
  });

  it('throws of what is no package, and of a configuration that cannot be read', async () => {
    await expect(inspectPackage(memorySource(new Map([['a.safetensors', new Uint8Array()]])), graphics)).rejects.toMatchObject({
      code: 'package-unsupported',
    });
    await expect(inspectPackage(memorySource(testPackageFiles().set('unet/config.json', json([1]))), graphics)).rejects.toMatchObject({
      code: 'package-invalid',
      message: expect.stringContaining('unet/config.json') as string,
    });
  });
});
