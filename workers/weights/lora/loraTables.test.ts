import { describe, expect, it } from 'vitest';
import { floatBytes, madeFile } from '../testing/madeFile';
import type { MadeTensor } from '../testing/madeFile';
import { smallModel, smallUnet } from '../testing/smallModel';
import { loraTables } from './loraTables';

const toQ = 'down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_q';
const low = (rank: number, inputs: number, outputs: number): [MadeTensor, MadeTensor] => [
  { shape: [rank, inputs] },
  { shape: [outputs, rank] },
];
const [down, up] = low(4, 64, 64);
const tablesOf = async (tensors: Record<string, MadeTensor>, metadata?: Record<string, string>, unet = smallUnet) =>
  loraTables(madeFile('style.safetensors', tensors, metadata), (await smallModel(unet)).networks);

describe('a LoRA’s keys find their modules', () => {
  it.each([
    [
      'kohya, diffusers’ blocks',
      `lora_unet_${toQ.replaceAll('.', '_')}.lora_down.weight`,
      `lora_unet_${toQ.replaceAll('.', '_')}.lora_up.weight`,
    ],
    [
      'kohya, LDM’s blocks',
      'lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q.lora_down.weight',
      'lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q.lora_up.weight',
    ],
    ['PEFT', `unet.${toQ}.lora_A.weight`, `unet.${toQ}.lora_B.weight`],
    ['PEFT with its wrapper', `base_model.model.${toQ}.lora_A.default.weight`, `base_model.model.${toQ}.lora_B.default.weight`],
    [
      'old processors',
      `unet.${toQ.replace('.to_q', '.processor.to_q')}_lora.down.weight`,
      `unet.${toQ.replace('.to_q', '.processor.to_q')}_lora.up.weight`,
    ],
    ['dots', `unet.${toQ}.lora.down.weight`, `unet.${toQ}.lora.up.weight`],
    ['the wrapper of linear layers', `unet.${toQ}.lora_linear_layer.down.weight`, `unet.${toQ}.lora_linear_layer.up.weight`],
    [
      'bare LDM names',
      'diffusion_model.input_blocks.4.1.transformer_blocks.0.attn1.to_q.lora_A.weight',
      'diffusion_model.input_blocks.4.1.transformer_blocks.0.attn1.to_q.lora_B.weight',
    ],
    ['no head', `${toQ}.lora_down.weight`, `${toQ}.lora_up.weight`],
    ['LyCORIS’ head', `lycoris_${toQ.replaceAll('.', '_')}.lora_down.weight`, `lycoris_${toQ.replaceAll('.', '_')}.lora_up.weight`],
  ])('in %s', async (_, downKey, upKey) => {
    const { tables, modules, unmatched } = await tablesOf({ [downKey]: down, [upKey]: up });
    expect(unmatched).toEqual([]);
    expect(modules).toEqual({ unet: 1, text_encoder: 0, text_encoder_2: 0 });
    const [change] = tables.unet.get(`${toQ}.weight`)!;
    expect(change).toMatchObject({ kind: 'lora', scale: 1, down: { shape: [4, 64] }, up: { shape: [64, 4] } });
  });

  it('in PEFT under an adapter’s own name', async () => {
    const { tables, unmatched } = await tablesOf({
      [`unet.${toQ}.lora_A.style.weight`]: down,
      [`unet.${toQ}.lora_B.style.weight`]: up,
    });
    expect([[...tables.unet.keys()], unmatched]).toEqual([[`${toQ}.weight`], []]);
  });

  it('in the text encoder, with and without “text_model”', async () => {
    const module = 'text_model_encoder_layers_1_mlp_fc1';
    const [first, second] = low(2, 768, 512);
    for (const head of [`lora_te_${module}`, `lora_te1_${module}`, 'text_encoder.encoder.layers.1.mlp.fc1']) {
      const { tables } = await tablesOf({ [`${head}.lora_down.weight`]: first, [`${head}.lora_up.weight`]: second });
      expect([...tables.text_encoder.keys()]).toEqual(['text_model.encoder.layers.1.mlp.fc1.weight']);
    }
  });

  it('in resnets, samplers and embeddings by LDM’s names', async () => {
    const conv = (outputs: number, inputs: number): MadeTensor[] => [{ shape: [4, inputs, 3, 3] }, { shape: [outputs, 4, 1, 1] }];
    const pairs: [string, MadeTensor[], string][] = [
      ['input_blocks_4_0_in_layers_2', conv(64, 32), 'down_blocks.1.resnets.0.conv1'],
      ['input_blocks_3_0_op', conv(32, 32), 'down_blocks.0.downsamplers.0.conv'],
      ['output_blocks_2_1_conv', conv(96, 96), 'up_blocks.0.upsamplers.0.conv'],
      ['output_blocks_5_2_conv', conv(96, 96), 'up_blocks.1.upsamplers.0.conv'],
      ['middle_block_2_out_layers_3', conv(96, 96), 'mid_block.resnets.1.conv2'],
      ['time_embed_0', low(4, 32, 128), 'time_embedding.linear_1'],
      ['input_blocks_0_0', conv(32, 4), 'conv_in'],
      ['out_2', conv(4, 32), 'conv_out'],
    ];
    const tensors = Object.fromEntries(
      pairs.flatMap(([name, [a, b]]) => [
        [`lora_unet_${name}.lora_down.weight`, a!],
        [`lora_unet_${name}.lora_up.weight`, b!],
      ]),
    );
    const { tables, unmatched, misfits } = await tablesOf(tensors);
    expect([unmatched, misfits]).toEqual([[], []]);
    expect([...tables.unet.keys()].sort()).toEqual(pairs.map(([, , module]) => `${module}.weight`).sort());
  });

  it('and what matches nothing, is incomplete or of another size is listed', async () => {
    const { unmatched, misfits, modules } = await tablesOf({
      [`unet.${toQ}.lora_A.weight`]: down,
      [`unet.${toQ}.lora_B.weight`]: up,
      'lora_unet_no_such_module.lora_up.weight': up,
      'lora_unet_mid_block_attentions_0_proj_in.lora_up.weight': { shape: [96, 4, 1, 1] },
      'unet.mid_block.attentions.0.transformer_blocks.0.attn1.to_k.lora_A.weight': { shape: [4, 1280] },
      'unet.mid_block.attentions.0.transformer_blocks.0.attn1.to_k.lora_B.weight': { shape: [1280, 4] },
      stray: { shape: [1] },
    });
    expect(modules.unet).toBe(1);
    expect([...unmatched].sort()).toEqual([
      'lora_unet_mid_block_attentions_0_proj_in.lora_up.weight',
      'lora_unet_no_such_module.lora_up.weight',
      'stray',
    ]);
    expect(misfits).toHaveLength(2);
  });

  it('and where a file names a module both ways, the names in LDM go', async () => {
    const { tables } = await tablesOf({
      [`unet.${toQ}.lora_A.weight`]: down,
      [`unet.${toQ}.lora_B.weight`]: up,
      'lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q.lora_down.weight': { shape: [8, 64] },
      'lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q.lora_up.weight': { shape: [64, 8] },
    });
    expect(tables.unet.get(`${toQ}.weight`)).toMatchObject([{ down: { shape: [4, 64] } }]);
  });
});

describe('the factor of a change', () => {
  const key = `lora_unet_${toQ.replaceAll('.', '_')}`;
  const alphaOf = async (alpha: MadeTensor | undefined, metadata?: Record<string, string>, head = key) => {
    const parts = { [`${head}.lora_down.weight`]: down, [`${head}.lora_up.weight`]: up };
    const { tables } = await tablesOf({ ...parts, ...(alpha && { [`${head}.alpha`]: alpha }) }, metadata);
    const [change] = tables.unet.get(`${toQ}.weight`)!;
    return change!.kind === 'difference' ? null : change!.scale;
  };
  const scalar = (value: number): MadeTensor => ({ shape: [], dtype: 'F32', data: floatBytes(value) });

  it('is alpha by rank, 1 without alpha and for an alpha of 0', async () => {
    expect(await alphaOf(scalar(2))).toBe(0.5);
    expect(await alphaOf(undefined)).toBe(1);
    expect(await alphaOf(scalar(0))).toBe(1);
    expect(await alphaOf(scalar(Number.NaN))).toBe(1);
    expect(await alphaOf({ shape: [1], dtype: 'I64', data: Uint8Array.of(8, 0, 0, 0, 0, 0, 0, 0) })).toBe(2);
    expect(await alphaOf({ shape: [], dtype: 'BF16', data: Uint8Array.of(0x80, 0x3f) })).toBe(0.25);
  });

  it('stands in PEFT’s metadata', async () => {
    const metadata = (settings: object) => ({ lora_adapter_metadata: JSON.stringify(settings) });
    expect(await alphaOf(undefined, metadata({ 'unet.r': 4, 'unet.lora_alpha': 8 }))).toBe(2);
    expect(await alphaOf(undefined, metadata({ 'unet.lora_alpha': 8, 'unet.use_rslora': true }))).toBe(4);
    expect(await alphaOf(undefined, metadata({ 'unet.lora_alpha': 8, 'unet.alpha_pattern': { 'attn1.to_q': 16 } }))).toBe(4);
    expect(await alphaOf(undefined, metadata({ 'text_encoder.lora_alpha': 8 }))).toBe(1);
    expect(await alphaOf(undefined, { lora_adapter_metadata: '{broken' })).toBe(1);
    expect(await alphaOf(scalar(2), metadata({ 'unet.lora_alpha': 8 }))).toBe(0.5);
  });
});

describe('other ways of changing weights', () => {
  const conv = 'down_blocks.1.resnets.1.conv1';
  const flat = (module: string) => `lora_unet_${module.replaceAll('.', '_')}`;
  const shapes = (head: string, parts: Record<string, number[]>) =>
    Object.fromEntries(Object.entries(parts).map(([end, shape]) => [`${head}.${end}`, { shape }]));

  it.each([
    ['LoHa', conv, 'loha', { hada_w1_a: [64, 4], hada_w1_b: [4, 576], hada_w2_a: [64, 4], hada_w2_b: [4, 576] }],
    [
      'LoHa with a core',
      conv,
      'loha',
      { hada_t1: [4, 4, 3, 3], hada_w1_a: [4, 64], hada_w1_b: [4, 64], hada_t2: [4, 4, 3, 3], hada_w2_a: [4, 64], hada_w2_b: [4, 64] },
    ],
    ['LoKr, whole', toQ, 'lokr', { lokr_w1: [8, 8], lokr_w2: [8, 8] }],
    ['LoKr, factored', toQ, 'lokr', { lokr_w1: [4, 4], lokr_w2_a: [16, 2], lokr_w2_b: [2, 16] }],
    ['LoKr with a core', conv, 'lokr', { lokr_w1: [4, 4], lokr_t2: [2, 2, 3, 3], lokr_w2_a: [2, 16], lokr_w2_b: [2, 16] }],
    [
      'LoCon with a core',
      conv,
      'lora',
      { 'lora_down.weight': [4, 64, 1, 1], 'lora_mid.weight': [4, 4, 3, 3], 'lora_up.weight': [64, 4, 1, 1] },
    ],
    ['DoRA', toQ, 'lora', { 'lora_down.weight': [4, 64], 'lora_up.weight': [64, 4], dora_scale: [64, 1] }],
    [
      'DoRA by input channel',
      conv,
      'lora',
      { 'lora_down.weight': [4, 64, 3, 3], 'lora_up.weight': [64, 4, 1, 1], dora_scale: [1, 64, 1, 1] },
    ],
    ['whole differences', conv, 'difference', { diff: [64, 64, 3, 3], diff_b: [64] }],
    ['norms', 'down_blocks.1.resnets.1.norm1', 'difference', { w_norm: [64], b_norm: [64] }],
  ])('%s', async (_, module, kind, parts) => {
    const { tables, unmatched, misfits } = await tablesOf(shapes(flat(module), parts));
    expect([unmatched, misfits]).toEqual([[], []]);
    expect(tables.unet.get(`${module}.weight`)).toMatchObject([{ kind }]);
    expect(tables.unet.has(`${module}.bias`)).toBe('diff_b' in parts || 'b_norm' in parts);
  });

  it('of PEFT’s DoRA on a convolution, whose magnitudes of the output channels lie across; others fit nowhere', async () => {
    const wide = 'down_blocks.1.resnets.0.conv1';
    const parts = { 'lora_A.weight': [4, 32, 3, 3], 'lora_B.weight': [64, 4, 1, 1] };
    const { tables } = await tablesOf(shapes(`unet.${wide}`, { ...parts, 'lora_magnitude_vector.weight': [1, 64, 1, 1] }));
    expect(tables.unet.get(`${wide}.weight`)).toMatchObject([{ kind: 'lora', dora: { shape: [64, 1] } }]);
    await expect(tablesOf(shapes(`unet.${wide}`, { ...parts, dora_scale: [1, 64, 1, 1] }))).rejects.toThrow(/of other sizes/);
  });

  it('of four channels on an inpainting UNet’s first layer', async () => {
    const { tables } = await tablesOf(
      shapes('lora_unet_conv_in', { 'lora_down.weight': [4, 4, 3, 3], 'lora_up.weight': [32, 4, 1, 1] }),
      undefined,
      {
        ...smallUnet,
        inChannels: 9,
      },
    );
    expect(tables.unet.has('conv_in.weight')).toBe(true);
  });

  it('a LoRA of another family is refused, telling why', async () => {
    const wide = shapes(`unet.${toQ}`, { 'lora_A.weight': [4, 640], 'lora_B.weight': [640, 4] });
    await expect(tablesOf(wide)).rejects.toThrow(/another family: its modules are of other sizes/);
    await expect(tablesOf(shapes('lora_unet_double_blocks_0_img_attn_qkv', { 'lora_down.weight': [4, 64] }))).rejects.toThrow(
      /none of its names/,
    );
  });
});
