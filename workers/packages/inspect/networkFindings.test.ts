import { describe, expect, it } from 'vitest';
import { memorySource } from '../memorySource';
import { decoderGraph, encoderGraph, textGraph, unetGraph } from '../testing/testGraphs';
import { bareFiles } from '../testing/testPackage';
import type { TestGraph } from '../testing/writeOnnx';
import { inspectPackage } from './inspectPackage';

const graphics = { provider: 'webgpu', shaderF16: true, jspi: true } as const;
const residuals = Array.from({ length: 5 }, (_, i) => ({ name: `down_block_${i}`, shape: ['b', 320, 'h', 'w'] }));

interface Case {
  readonly what: string;
  readonly graphs: Readonly<Record<string, TestGraph>>;
  readonly finds: readonly [severity: string, code: string, words: RegExp];
}

const cases: readonly Case[] = [
  {
    what: 'a version of the format that the runtime does not read',
    graphs: { 'unet/model.onnx': unetGraph({ irVersion: 14 }) },
    finds: ['blocks', 'format-version', /version 14.*up to 13/],
  },
  {
    what: 'operators newer than the runtime’s',
    graphs: { 'vae_decoder/model.onnx': { ...decoderGraph, opset: 27 } },
    finds: ['blocks', 'operator-version', /picture decoder uses version 27.*up to 26/],
  },
  {
    what: 'a decoder’s only input of a foreign name, which is taken',
    graphs: { 'vae_decoder/model.onnx': { ...decoderGraph, inputs: [{ name: 'z', shape: ['b', 4, 'h', 'w'] }] } },
    finds: ['note', 'foreign-names', /“latent_sample” \(here “z”\).*only candidate/],
  },
  {
    what: 'a text encoder’s outputs of foreign names, of which one can be meant',
    graphs: {
      'text_encoder/model.onnx': {
        ...textGraph(),
        outputs: [
          { name: 'output_0', shape: ['b', 'n', 768] },
          { name: 'output_1', shape: ['b', 768] },
        ],
      },
    },
    finds: ['note', 'foreign-names', /“last_hidden_state” \(here “output_0”\)/],
  },
  {
    what: 'outputs of foreign names of which either could be meant',
    graphs: {
      'text_encoder/model.onnx': {
        ...textGraph(),
        outputs: [
          { name: 'output_0', shape: ['b', 'n', 768] },
          { name: 'output_1', shape: ['b', 'n', 768] },
        ],
      },
    },
    finds: ['blocks', 'unknown-outputs', /text encoder has no output “last_hidden_state”.*output_0, output_1/],
  },
  {
    what: 'a picture encoder without anything to give',
    graphs: { 'vae_encoder/model.onnx': { ...encoderGraph, outputs: [] } },
    finds: ['blocks', 'unknown-outputs', /picture encoder has no output “latent_parameters”.*has: none/],
  },
  {
    what: 'an adapter’s input',
    graphs: { 'unet/model.onnx': unetGraph({}, [{ name: 'ip_hidden_states', shape: ['b', 4, 768] }]) },
    finds: ['blocks', 'strange-inputs', /wants inputs that this version cannot give: ip_hidden_states.*adapter/],
  },
  {
    what: 'a ControlNet fused into the UNet',
    graphs: { 'unet/model.onnx': unetGraph({}, [{ name: 'controlnet_cond', shape: ['b', 3, 'h', 'w'] }]) },
    finds: ['blocks', 'strange-inputs', /ControlNet fused into it.*controlnet_cond.*plain UNet/],
  },
  {
    what: 'residuals of another model',
    graphs: { 'unet/model.onnx': unetGraph({}, residuals) },
    finds: ['blocks', 'strange-inputs', /5 inputs for guides/],
  },
];

it('a ControlNet that cannot be read costs its guidance, not the edit', async () => {
  const files = bareFiles().set('controlnet/canny/model.onnx', new Uint8Array(50));
  const { findings, features } = await inspectPackage(memorySource(files), graphics);
  expect(findings.filter(({ severity }) => severity === 'blocks')).toEqual([]);
  expect(findings).toContainEqual(expect.objectContaining({ severity: 'limits', part: 'controlnet/canny' }));
  expect(features.find(({ feature }) => feature === 'image-to-image')?.works).toBe(true);
});

describe('what the head of a network says against it', () => {
  it.each(cases)('$what', async ({ graphs, finds: [severity, code, words] }) => {
    const { findings } = await inspectPackage(memorySource(bareFiles(graphs)), graphics);
    const found = findings.filter((one) => one.code === code && words.test(`${one.message} ${one.hint}`));
    expect(found, JSON.stringify(findings, null, 1)).not.toHaveLength(0);
    expect(found[0]?.severity).toBe(severity);
  });
});
