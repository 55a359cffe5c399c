import { readFileSync } from 'node:fs';
import { Tensor as OrtTensor } from 'onnxruntime-common';
import { describe, expect, it } from 'vitest';
import type { ModelFamily, ModelPackage, TextPart, TextPartName, TokeniserFiles } from '../../packages/modelPackage';
import { ModelSession } from '../modelSession';
import { SerialQueue } from '../serialQueue';
import { fakeRuntime, fakeSession, type FakeNetwork } from '../testing/fakeSession';
import { openPrompts } from './openPrompts';
import { paddingOf } from '../../packages/tokeniser/tokeniserOf';

const read = (name: string) => readFileSync(new URL(`../../packages/clip/${name}`, import.meta.url), 'utf8');
const tokeniser: TokeniserFiles = {
  tokenizerJson: null,
  tokenizerConfig: null,
  specialTokens: null,
  vocabulary: JSON.parse(read('vocab.json')) as Record<string, number>,
  merges: read('merges.txt'),
};
const size = { width: 96, height: 64 };
const [start, end] = [49406, 49407];

function open(network: Omit<FakeNetwork, 'answer'>, answer: FakeNetwork['answer'], stage: string) {
  const fake = fakeSession({ ...network, answer });
  return ModelSession.open(fakeRuntime(fake), new SerialQueue(), stage, { graph: new Uint8Array(), external: [] }).then((session) => ({
    fake,
    session,
  }));
}

/** Every layer N of an encoder answers with 100·N + the token's place; the pooled embedding is the first text token's id. */
async function encoder(stage: string, layers: number, width: number, left: readonly string[] = []) {
  const names = ['last_hidden_state', 'text_embeds', ...Array.from({ length: layers + 1 }, (_, i) => `hidden_states.${i}`)].filter(
    (name) => !left.includes(name),
  );
  return open(
    {
      inputs: { input_ids: ['int64', ['batch', 'sequence']] },
      outputs: Object.fromEntries(names.map((name) => [name, ['float32', ['batch', 'sequence', width]]])),
    },
    (feeds) => {
      const ids = Array.from(feeds['input_ids']?.data as BigInt64Array, Number);
      const hidden = (layer: number) =>
        new OrtTensor(
          'float32',
          ids.flatMap((_, place) => new Array<number>(width).fill(100 * layer + place)),
          [1, ids.length, width],
        );
      return Object.fromEntries(
        names.map((name) => [
          name,
          name === 'text_embeds'
            ? new OrtTensor('float32', [ids[1] ?? 0, 1, 2], [1, 3])
            : hidden(name.startsWith('hidden') ? Number(name.split('.')[1]) : 99),
        ]),
      );
    },
    stage,
  );
}

async function prompts(
  family: ModelFamily,
  parts: Partial<Record<TextPartName, { readonly left?: readonly string[]; readonly layers?: number }>>,
  unetInputs: FakeNetwork['inputs'] = {},
  change: Partial<ModelPackage> = {},
) {
  const unet = (
    await open({ inputs: { encoder_hidden_states: ['float32', ['batch', 'tokens', 5]], ...unetInputs }, outputs: {} }, () => ({}), 'UNet')
  ).session;
  const opened = new Map<TextPartName, Awaited<ReturnType<typeof encoder>>>();
  const texts: TextPart[] = [];
  for (const [part, { left, layers }] of Object.entries(parts) as [TextPartName, { left?: readonly string[]; layers?: number }][]) {
    opened.set(
      part,
      await encoder(
        part === 'text_encoder' ? 'text encoder' : 'second text encoder',
        part === 'text_encoder' ? 12 : 32,
        part === 'text_encoder' ? 2 : 3,
        left,
      ),
    );
    texts.push({ part, config: { max_position_embeddings: 77, ...(layers !== undefined && { num_hidden_layers: layers }) }, tokeniser });
  }
  const session = (part: TextPartName): ModelSession => opened.get(part)!.session;
  const modelPackage = { family, texts, ...change } as ModelPackage;
  return {
    encoder: openPrompts(modelPackage, unet, session),
    ids: (part: TextPartName, run = 0) => opened.get(part)!.fake.runs[run]?.['input_ids']?.values,
  };
}

const sdxlInputs: FakeNetwork['inputs'] = { text_embeds: ['float32', ['batch', 3]], time_ids: ['float32', ['batch', 6]] };
const both = { text_encoder: {}, text_encoder_2: {} };

describe('prompts of SDXL', () => {
  it('join the last but one layer of both encoders, with the second one’s pooled embedding and the sizes', async () => {
    const { encoder } = await prompts('sdxl', both, sdxlInputs);
    const [prompt] = await encoder.encode([{ text: 'house', negative: false }], size);
    expect(prompt?.hidden.shape).toEqual([1, 77, 5]);
    // hidden_states.11 of twelve layers, hidden_states.31 of thirty-two.
    expect([...(prompt?.hidden.data.subarray(0, 10) ?? [])]).toEqual([1100, 1100, 3100, 3100, 3100, 1101, 1101, 3101, 3101, 3101]);
    expect([...(prompt?.pooled?.data ?? [])]).toEqual([tokeniser.vocabulary?.['house</w>'], 1, 2]);
    expect(prompt?.pooled?.shape).toEqual([1, 3]);
    expect([...(prompt?.timeIds ?? [])]).toEqual([64, 96, 0, 0, 64, 96]);
  });

  it('pad with the end token for the first encoder and with 0 for the second', async () => {
    const { encoder, ids } = await prompts('sdxl', both, sdxlInputs);
    await encoder.encode([{ text: 'house', negative: false }], size);
    expect(ids('text_encoder')?.slice(2, 5)).toEqual([end, end, end]);
    expect(ids('text_encoder_2')?.slice(2, 5)).toEqual([end, 0, 0]);
    expect(ids('text_encoder_2')?.[0]).toBe(start);
  });

  it('are one length for a pair; the pooled embedding is that of the first window', async () => {
    const { encoder } = await prompts('sdxl', both, sdxlInputs);
    const [long, negative] = await encoder.encode(
      [
        { text: `house ${'word '.repeat(80)}`, negative: false },
        { text: 'dark', negative: true },
      ],
      size,
    );
    expect([long?.hidden.shape, negative?.hidden.shape]).toEqual([
      [1, 154, 5],
      [1, 154, 5],
    ]);
    expect(long?.pooled?.data[0]).toBe(tokeniser.vocabulary?.['house</w>']);
  });

  it.each([
    ['where the family’s own pipeline does so', 'sdxl', {}, true],
    ['where the package says so', 'sdxl-refiner', { zeroEmptyNegative: true }, true],
    ['not where the package says otherwise', 'sdxl', { zeroEmptyNegative: false }, false],
    ['not for the refiner', 'sdxl-refiner', {}, false],
  ] satisfies [string, ModelFamily, Partial<ModelPackage>, boolean][])(
    'are zeros for an empty negative prompt %s',
    async (_, family, change, zero) => {
      const { encoder } = await prompts(family, both, sdxlInputs, change);
      const [positive, negative] = await encoder.encode(
        [
          { text: '', negative: false },
          { text: '', negative: true },
        ],
        size,
      );
      expect(positive?.hidden.data.every((value) => value === 0)).toBe(false);
      expect(negative?.hidden.data.every((value) => value === 0)).toBe(zero);
      expect(negative?.pooled?.data.every((value) => value === 0)).toBe(zero);
      expect(negative?.hidden.shape).toEqual(positive?.hidden.shape);
    },
  );

  it('of the refiner come from the second encoder alone, with aesthetic scores', async () => {
    const { encoder, ids } = await prompts('sdxl-refiner', { text_encoder_2: {} }, { ...sdxlInputs, time_ids: ['float32', ['batch', 5]] });
    const [positive, negative] = await encoder.encode(
      [
        { text: 'house', negative: false },
        { text: 'dark', negative: true },
      ],
      size,
    );
    expect(positive?.hidden.shape).toEqual([1, 77, 3]);
    expect(positive?.hidden.data[0]).toBe(3100);
    expect([positive?.timeIds?.[4], negative?.timeIds?.[4]]).toEqual([6, 2.5]);
    expect(ids('text_encoder_2')?.slice(2, 4)).toEqual([end, 0]);
  });

  it('go by the number of layers in the configuration where the file lists more or fewer', async () => {
    const { encoder } = await prompts(
      'sdxl',
      { text_encoder: { layers: 12 }, text_encoder_2: { layers: 32, left: ['hidden_states.32'] } },
      sdxlInputs,
    );
    const [prompt] = await encoder.encode([{ text: 'house', negative: false }], size);
    expect([prompt?.hidden.data[0], prompt?.hidden.data[2]]).toEqual([1100, 3100]);
  });

  it.each([
    ['text_encoder', Array.from({ length: 13 }, (_, i) => `hidden_states.${i}`), /text encoder was exported without its inner layers/],
    [
      'text_encoder_2',
      Array.from({ length: 33 }, (_, i) => `hidden_states.${i}`),
      /second text encoder was exported without its inner layers/,
    ],
    ['text_encoder_2', ['text_embeds'], /second text encoder was exported without its pooled embedding/],
  ] as const)('are refused where %s lacks what they need', async (part, left, words) => {
    await expect(prompts('sdxl', { ...both, [part]: { left } }, sdxlInputs)).rejects.toMatchObject({
      code: 'package-unsupported',
      message: expect.stringMatching(words) as string,
    });
  });
});

describe('prompts of Stable Diffusion', () => {
  it('are the last layer of the one encoder, without anything beside it', async () => {
    const { encoder } = await prompts('sd1', { text_encoder: {} });
    const [prompt, negative] = await encoder.encode(
      [
        { text: 'house', negative: false },
        { text: '', negative: true },
      ],
      size,
    );
    expect(prompt).toMatchObject({ pooled: null, timeIds: null });
    expect(prompt?.hidden.data[0]).toBe(9900);
    expect(negative?.hidden.data[0]).toBe(9900);
  });

  it('pad by family, whatever the files say', async () => {
    expect((['sd1', 'sd2', 'other'] as const).map((family) => paddingOf(family, 'text_encoder'))).toEqual(['end', 'zero', 'files']);
    const { encoder, ids } = await prompts('sd2', { text_encoder: {} });
    await encoder.encode([{ text: 'house', negative: false }], size);
    expect(ids('text_encoder')?.slice(2, 5)).toEqual([end, 0, 0]);
  });

  it('are refused in words where they are too long for a file of fixed length', async () => {
    const { encoder } = await prompts('sd1', { text_encoder: {} }, { encoder_hidden_states: ['float32', [2, 77, 2]] });
    await expect(encoder.encode([{ text: 'word '.repeat(80), negative: false }], size)).rejects.toMatchObject({
      code: 'bad-recipe',
      message: expect.stringContaining('77 tokens') as string,
    });
  });
});
