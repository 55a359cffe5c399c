import { describe, expect, it } from 'vitest';
import type { AutoencoderNetwork, TinyAutoencoderNetwork } from '../../protocol/networkConfigs';
import { autoencoderParameters, tinyAutoencoderParameters } from '../configurations/autoencoderParameters';
import { clipParameters } from '../configurations/clipParameters';
import { diffusersUnet, ldmUnet, smallFamily } from '../testing/familyFiles';
import { madeFile } from '../testing/madeFile';
import type { MadeTensor } from '../testing/madeFile';
import { smallText } from '../testing/smallModel';
import { families } from './families';
import type { OpenedCheckpoint } from './opened';
import { openWeights } from './openWeights';

const vae: AutoencoderNetwork = {
  blockOutChannels: [32, 64, 96, 96],
  layersPerBlock: 2,
  latentChannels: 4,
  normGroups: 32,
  quantConv: true,
  postQuantConv: true,
  midAttention: true,
};
const tiny: TinyAutoencoderNetwork = { width: 64, encoderBlocks: [1, 3, 3, 3], decoderBlocks: [3, 3, 3, 1], latentChannels: 4 };

type Tensors = ReadonlyMap<string, MadeTensor>;
async function open(tensors: Tensors, name = 'part.safetensors'): Promise<OpenedCheckpoint> {
  const opened = await openWeights([madeFile(name, tensors)]);
  if (!('networks' in opened)) throw new Error('A network is no LoRA.');
  return opened;
}
const renamed = (shapes: ReadonlyMap<string, readonly number[]>, name: (name: string) => string): Map<string, MadeTensor> =>
  new Map([...shapes].map(([key, shape]) => [name(key), { shape }]));

/** LDM’s name of an autoencoder’s parameter, written down by hand from its published names. */
function ldmName(name: string): string {
  return name
    .replace(/down_blocks\.(\d)\.resnets\.(\d)/, 'down.$1.block.$2')
    .replace(/down_blocks\.(\d)\.downsamplers\.0/, 'down.$1.downsample')
    .replace(/up_blocks\.(\d)\.resnets\.(\d)/, (_, level, block) => `up.${3 - Number(level)}.block.${block}`)
    .replace(/up_blocks\.(\d)\.upsamplers\.0/, (_, level) => `up.${3 - Number(level)}.upsample`)
    .replace(/mid_block\.resnets\.(\d)/, (_, block) => `mid.block_${Number(block) + 1}`)
    .replace('mid_block.attentions.0.group_norm', 'mid.attn_1.norm')
    .replace(/mid_block\.attentions\.0\.to_([qkv])/, 'mid.attn_1.$1')
    .replace('mid_block.attentions.0.to_out.0', 'mid.attn_1.proj_out')
    .replace('conv_shortcut', 'nin_shortcut')
    .replace('conv_norm_out', 'norm_out');
}
const oldName = (name: string) =>
  name.replace('.to_q.', '.query.').replace('.to_k.', '.key.').replace('.to_v.', '.value.').replace('.to_out.0.', '.proj_attn.');

describe('an autoencoder alone', () => {
  const shapes = autoencoderParameters(vae);
  it.each([
    ['LDM’s names', (name: string) => ldmName(name)],
    ['LDM’s names behind a prefix', (name: string) => `first_stage_model.${ldmName(name)}`],
    ['diffusers’ names', (name: string) => name],
    ['diffusers’ older names', oldName],
    [
      'quantising layers within the halves',
      (name: string) => name.replace(/^(post_)?quant_conv/, (word) => `${word.startsWith('post') ? 'decoder' : 'encoder'}.${word}`),
    ],
  ])('in %s', async (_, name) => {
    const opened = await open(renamed(shapes, name));
    expect(opened).toMatchObject({ kind: 'vae', family: null, parts: ['vae'], unused: [], sampling: null });
    expect(opened.networks.vae!.network).toEqual(vae);
    expect([...opened.networks.vae!.weights.keys()].sort()).toEqual([...shapes.keys()].sort());
  });

  it('takes 1×1 convolutions for linear layers', async () => {
    const tensors = renamed(shapes, ldmName);
    tensors.set('encoder.mid.attn_1.q.weight', { shape: [96, 96, 1, 1] });
    const { networks } = await open(tensors);
    expect(networks.vae!.weights.get('encoder.mid_block.attentions.0.to_q.weight')!.shape).toEqual([96, 96]);
  });

  it('of another latent space, or half of one, is refused', async () => {
    await expect(open(renamed(autoencoderParameters({ ...vae, latentChannels: 16 }), ldmName))).rejects.toThrow(/SD 3, Flux.*16 latent/);
    const decoder = new Map([...renamed(shapes, ldmName)].filter(([name]) => !name.startsWith('encoder')));
    await expect(open(decoder)).rejects.toThrow(/without its encoder/);
  });
});

describe('a tiny autoencoder', () => {
  it.each([
    ['both halves', tiny, (name: string) => name, 'vae'],
    ['a decoder', { ...tiny, encoderBlocks: [] }, (name: string) => name, 'vae_decoder'],
    ['an encoder under bare numbers', { ...tiny, decoderBlocks: [] }, (name: string) => name.replace('encoder.layers.', ''), 'vae_encoder'],
    [
      'a decoder under its author’s numbers',
      { ...tiny, encoderBlocks: [] },
      (name: string) => name.replace(/decoder\.layers\.(\d+)/, (_, layer) => String(Number(layer) + 1)),
      'vae_decoder',
    ],
  ])('%s', async (_, network, name, part) => {
    const opened = await open(renamed(tinyAutoencoderParameters(network), name));
    expect(opened).toMatchObject({ kind: 'tiny-vae', parts: [part], unused: [] });
    expect(opened.networks.tinyVae!.network).toEqual(network);
  });

  it('has the published number of parameters', () => {
    const count = [...tinyAutoencoderParameters(tiny).values()].reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0);
    expect(count).toBe(2_445_063);
  });
});

/** OpenCLIP’s tensors of an encoder of two blocks. */
function openClip(prefix: string, width: number): Map<string, MadeTensor> {
  const block = (i: number): [string, MadeTensor][] => {
    const head = `${prefix}transformer.resblocks.${i}.`;
    return [
      [`${head}attn.in_proj_weight`, { shape: [3 * width, width] }],
      [`${head}attn.in_proj_bias`, { shape: [3 * width] }],
      ...['attn.out_proj', 'ln_1', 'ln_2', 'mlp.c_fc', 'mlp.c_proj'].flatMap((name): [string, MadeTensor][] => {
        const [outputs, inputs] = name === 'mlp.c_fc' ? [4 * width, width] : name === 'mlp.c_proj' ? [width, 4 * width] : [width, width];
        return [
          [`${head}${name}.weight`, { shape: name.startsWith('ln') ? [width] : [outputs, inputs] }],
          [`${head}${name}.bias`, { shape: [outputs] }],
        ];
      }),
    ];
  };
  return new Map<string, MadeTensor>([
    [`${prefix}token_embedding.weight`, { shape: [49408, width] }],
    [`${prefix}positional_embedding`, { shape: [77, width] }],
    [`${prefix}ln_final.weight`, { shape: [width] }],
    [`${prefix}ln_final.bias`, { shape: [width] }],
    [`${prefix}text_projection`, { shape: [width, width] }],
    [`${prefix}logit_scale`, { shape: [] }],
    ...[0, 1].flatMap(block),
  ]);
}

describe('text encoders', () => {
  it('of OpenCLIP give queries, keys and values as rows of one tensor, and the projection transposed', async () => {
    const opened = await open(openClip('', 1280));
    expect(opened).toMatchObject({ kind: 'text-encoder', parts: ['text_encoder_2'], unused: ['logit_scale'], unknown: [] });
    const { network, weights } = opened.networks.textEncoder2!;
    expect(network).toMatchObject({ width: 1280, layers: 2, heads: 20, activation: 'gelu', projectionDim: 1280 });
    const rows = ['q', 'k', 'v'].map((letter) => weights.get(`text_model.encoder.layers.1.self_attn.${letter}_proj.weight`)!);
    expect(rows.map(({ shape, sizeBytes }) => [shape, sizeBytes])).toEqual(Array(3).fill([[1280, 1280], 1280 * 1280 * 2]));
    expect(rows.map(({ offset }) => offset - rows[0]!.offset)).toEqual([0, 1280 * 1280 * 2, 2 * 1280 * 1280 * 2]);
    expect(weights.get('text_projection.weight')).toMatchObject({ transposed: true });
  });

  it('of SD 2 end a block before the last', async () => {
    const opened = await open(openClip('cond_stage_model.model.', 1024));
    expect(opened.networks.textEncoder!.network).toMatchObject({ layers: 1, projectionDim: null });
    expect(opened.unused).toContain('cond_stage_model.model.transformer.resblocks.1.ln_1.weight');
    expect(opened.unknown).toEqual([]);
  });

  it.each(['text_model.', ''])('of CLIP are read with “%s” before their names', async (head) => {
    const tensors = renamed(clipParameters(smallText), (name) => name.replace('text_model.', head));
    tensors.set(`${head}embeddings.position_ids`, { shape: [1, 77], dtype: 'I64' });
    const opened = await open(tensors);
    expect(opened).toMatchObject({
      kind: 'text-encoder',
      parts: ['text_encoder'],
      unused: [`${head}embeddings.position_ids`],
      unknown: [],
    });
    expect(opened.networks.textEncoder!.network).toEqual(smallText);
  });
});

describe('a checkpoint', () => {
  const family = (name: string) => smallFamily(families.find((one) => one.name === name)!);
  const text = renamed(clipParameters(smallText), (name) => `conditioner.embedders.0.transformer.${name}`);

  it('of SDXL has its two encoders by their places', async () => {
    const second = openClip('conditioner.embedders.1.model.', 1280);
    const opened = await open(new Map([...ldmUnet(family('sdxl'), 'model.diffusion_model.'), ...text, ...second]));
    expect(opened).toMatchObject({ kind: 'checkpoint', parts: ['unet', 'text_encoder', 'text_encoder_2'], missing: ['vae'] });
    expect(opened.networks.textEncoder!.network.width).toBe(768);
    expect(opened.networks.textEncoder2!.network.width).toBe(1280);
  });

  it('names what nobody takes, and of it what nobody knows', async () => {
    const extra = {
      'model_ema.decay': { shape: [] },
      state: { shape: [3] },
      'first_stage_model.loss.logvar': { shape: [] },
      global_step: { shape: [] },
    };
    const opened = await open(new Map([...ldmUnet(family('sd1'), 'model.diffusion_model.'), ...Object.entries(extra)]));
    expect(opened.unused).toEqual(Object.keys(extra));
    expect(opened.unknown).toEqual(['state']);
  });

  it('with averaged weights alone is refused', async () => {
    const averaged = { 'model_ema.diffusion_modelinput_blocks00weight': { shape: [4] } };
    await expect(
      open(new Map([...renamed(autoencoderParameters(vae), (name) => `first_stage_model.${ldmName(name)}`), ...Object.entries(averaged)])),
    ).rejects.toThrow(/averaged/);
  });

  it('that is a ControlNet says so, and takes only a known family’s form', async () => {
    const control = new Map([...diffusersUnet(family('sd1'))].filter(([name]) => !/^(?:up_blocks|conv_out|conv_norm_out)/.test(name)));
    control.set('controlnet_cond_embedding.conv_in.weight', { shape: [16, 3, 3, 3] });
    await expect(open(control)).rejects.toThrow(/no complete ControlNet/);
    control.set('down_blocks.40.attentions.60.transformer_blocks.60.norm1.weight', { shape: [1] });
    await expect(open(control)).rejects.toThrow(/ControlNet of no family/);
  });
});
