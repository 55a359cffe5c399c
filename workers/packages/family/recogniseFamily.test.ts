import { describe, expect, it } from 'vitest';
import { bytesReader } from '../rangeReaders';
import { readHeader } from '../onnx/readHeader';
import { unetGraph } from '../testing/testGraphs';
import { writeOnnx, type TestValue } from '../testing/writeOnnx';
import { completeConfigs } from './completeConfigs';
import { familyWords, recogniseFamily, type Evidence } from './recogniseFamily';

const nothing: Evidence = {
  index: null,
  unet: null,
  scheduler: null,
  header: null,
  scalingFactor: null,
  textParts: ['text_encoder'],
  padToken: null,
  names: [],
};
const trailing = (name: string) => ({ _class_name: name, timestep_spacing: 'trailing' });
const xl = {
  unet: { addition_embed_type: 'text_time' },
  textParts: ['text_encoder', 'text_encoder_2'],
} as const satisfies Partial<Evidence>;
const head = (inputs: readonly TestValue[]) => readHeader(bytesReader(writeOnnx(unetGraph({ inputs }))), 'a');

describe('recogniseFamily', () => {
  it.each([
    ['Stable Diffusion 1.x', { unet: { cross_attention_dim: 768 } }],
    ['Stable Diffusion 1.x', { names: ['stable-diffusion-v1.5-webnn'] }],
    ['Stable Diffusion 1.x', {}],
    ['Stable Diffusion 2.x', { unet: { cross_attention_dim: 1024 } }],
    ['Stable Diffusion 2.x', { unet: { use_linear_projection: true } }],
    ['Stable Diffusion 2.x', { padToken: '!' }],
    ['Stable Diffusion 2.x, v prediction', { unet: { cross_attention_dim: 1024, sample_size: 96 } }],
    [
      'Stable Diffusion 2.x, v prediction',
      { unet: { cross_attention_dim: 1024 }, scheduler: { _class_name: 'DDIMScheduler', prediction_type: 'v_prediction' } },
    ],
    ['SD Turbo', { names: ['sd-turbo-webnn'] }],
    ['SD Turbo', { unet: { cross_attention_dim: 1024 }, scheduler: trailing('EulerDiscreteScheduler') }],
    ['Stable Diffusion XL', xl],
    ['Stable Diffusion XL', { names: ['dreamshaper-xl-v2'] }],
    ['Stable Diffusion XL refiner', { ...xl, textParts: ['text_encoder_2'] }],
    ['Stable Diffusion XL refiner', { ...xl, index: { requires_aesthetics_score: true } }],
    ['SDXL Turbo', { ...xl, scheduler: trailing('EulerAncestralDiscreteScheduler') }],
    ['SDXL Turbo', { ...xl, names: ['sdxl-turbo'] }],
    ['SDXL Lightning', { ...xl, scheduler: trailing('EulerDiscreteScheduler') }],
    ['SDXL Lightning', { ...xl, index: { _name_or_path: 'ByteDance/SDXL-Lightning' } }],
    ['Latent Consistency Model of Stable Diffusion 1.x', { index: { _class_name: 'LatentConsistencyModelPipeline' } }],
    ['Latent Consistency Model of Stable Diffusion 1.x', { unet: { time_cond_proj_dim: 256, cross_attention_dim: 768 } }],
    ['Stable Diffusion 1.x, for inpainting', { unet: { in_channels: 9, cross_attention_dim: 768 } }],
    ['a model of its own make', { scalingFactor: 0.46 }],
  ] satisfies [string, Partial<Evidence>][])('tells %s', (words, evidence) => {
    expect(familyWords(recogniseFamily({ ...nothing, ...evidence }))).toBe(words);
  });

  it.each([
    ['sd1', 'base', [{ name: 'encoder_hidden_states', shape: ['b', 77, 768] }]],
    ['sd2', 'base', [{ name: 'encoder_hidden_states', shape: ['b', 77, 1024] }]],
    ['sdxl', 'base', [{ name: 'text_embeds' }, { name: 'time_ids', shape: ['b', 6] }]],
    ['sdxl-refiner', 'base', [{ name: 'text_embeds' }, { name: 'time_ids', shape: ['b', 5] }]],
    ['sd1', 'lcm', [{ name: 'timestep_cond' }, { name: 'encoder_hidden_states', shape: ['b', 77, 768] }]],
  ] as const)('tells %s %s by the inputs of the UNet alone', async (family, variant, inputs) => {
    const textParts = family.startsWith('sdxl') ? (['text_encoder', 'text_encoder_2'] as const) : (['text_encoder'] as const);
    expect(recogniseFamily({ ...nothing, textParts, header: await head(inputs) })).toMatchObject({ family, variant });
  });

  it('takes a model that knows guidance, and answers unguided at 1, for an ordinary one', async () => {
    const header = await head([{ name: 'timestep_cond' }, { name: 'encoder_hidden_states', shape: ['b', 77, 768] }]);
    const unet = { time_cond_proj_dim: 256, guidance_embeds: true };
    expect(recogniseFamily({ ...nothing, unet, header })).toMatchObject({ family: 'sd1', variant: 'base' });
    expect(recogniseFamily({ ...nothing, unet, scheduler: { _class_name: 'LCMScheduler' } }).variant).toBe('lcm');
  });

  it.each([
    ...[
      'dreamshaper-xl-v2',
      'RealVisXL_V4.0',
      'juggernautXL_v9',
      'zavychromaxl-onnx',
      'ponyDiffusionV6XL',
      'SDXLLightning',
      'stabilityai/sd_xl_base',
    ],
  ])('takes “%s” for SDXL by its name alone, and shows it pictures of 1024²', (name) => {
    const recognised = recogniseFamily({ ...nothing, names: [name] });
    expect(recognised).toMatchObject({ family: 'sdxl', isGuess: true });
    const found = { unet: null, vae: null, scheduler: null, unetHeader: null, decoderHeader: null };
    const { unet, vae } = completeConfigs(found, recognised);
    expect([unet.sample_size, vae.scaling_factor]).toEqual([128, 0.13025]);
  });

  it.each(['my-xlarge-model', 'flaxladder', 'XLabs-realism', 'pixelart'])('does not take “%s” for SDXL', (name) =>
    expect(recogniseFamily({ ...nothing, names: [name] }).family).toBe('sd1'),
  );

  it('believes shapes before names', async () => {
    const header = await head([{ name: 'encoder_hidden_states', shape: ['b', 77, 768] }]);
    expect(recogniseFamily({ ...nothing, header, names: ['almost-xl'] }).family).toBe('sd1');
  });

  it('says when it only guesses', () => {
    expect(recogniseFamily(nothing).isGuess).toBe(true);
    expect(recogniseFamily({ ...nothing, unet: { cross_attention_dim: 768 } }).isGuess).toBe(false);
  });
});

describe('completeConfigs', () => {
  const none = { unet: null, vae: null, scheduler: null, unetHeader: null, decoderHeader: null };
  const complete = (evidence: Partial<Evidence>) => completeConfigs(none, recogniseFamily({ ...nothing, ...evidence }));

  it.each([
    ['sd1', { unet: { cross_attention_dim: 768 } }, 64, 0.18215, { _class_name: 'DDIMScheduler', clip_sample: false }],
    ['sd2 v', { unet: { cross_attention_dim: 1024, sample_size: 96 } }, 96, 0.18215, { prediction_type: 'v_prediction' }],
    ['sd-turbo', { names: ['sd-turbo'] }, 64, 0.18215, { _class_name: 'EulerDiscreteScheduler', timestep_spacing: 'trailing' }],
    ['sdxl', xl, 128, 0.13025, { _class_name: 'EulerDiscreteScheduler', timestep_spacing: 'leading' }],
    [
      'sdxl turbo',
      { ...xl, names: ['sdxl-turbo'] },
      64,
      0.13025,
      { _class_name: 'EulerAncestralDiscreteScheduler', timestep_spacing: 'trailing' },
    ],
    [
      'lightning',
      { ...xl, names: ['sdxl_lightning_4step'] },
      128,
      0.13025,
      { _class_name: 'EulerDiscreteScheduler', timestep_spacing: 'trailing' },
    ],
    [
      'lcm',
      { index: { _class_name: 'LatentConsistencyModelPipeline' } },
      64,
      0.18215,
      { _class_name: 'LCMScheduler', original_inference_steps: 50 },
    ],
  ] satisfies [string, Partial<Evidence>, number, number, object][])(
    'gives %s what its kin was published with, and says so',
    (_, evidence, cells, scaling, scheduler) => {
      const { unet, vae, scheduler: given, assumed } = complete(evidence);
      expect(unet.sample_size).toBe(cells);
      expect(vae).toMatchObject({ scaling_factor: scaling, latent_channels: 4 });
      expect(given).toMatchObject({ ...scheduler, beta_start: 0.00085, beta_end: 0.012 });
      expect(assumed.join()).toContain(String(scaling));
    },
  );

  it('takes fixed sides and widths of levels from the UNet’s inputs', async () => {
    const widths = [320, 320, 320, 320, 640, 640, 640, 1280, 1280, 1280, 1280, 1280];
    const unetHeader = await head([
      { name: 'sample', shape: [2, 4, 48, 72] },
      ...widths.map((width, i) => ({ name: `down_block_${i}`, shape: ['b', width, 'h', 'w'] })),
    ]);
    const { unet } = completeConfigs({ ...none, unetHeader }, recogniseFamily({ ...nothing, header: unetHeader }));
    expect(unet).toMatchObject({ sample_size: [48, 72], block_out_channels: [320, 640, 1280, 1280] });
  });

  it('lets configurations stand, and assumes nothing then', () => {
    const vae = { scaling_factor: 0.5, latent_channels: 8, block_out_channels: [1, 2] };
    const { assumed, vae: given } = completeConfigs(
      { ...none, unet: { sample_size: 8, in_channels: 8, block_out_channels: [4] }, vae, scheduler: { _class_name: 'X' } },
      recogniseFamily({ ...nothing, scalingFactor: 0.5 }),
    );
    expect(given).toEqual(vae);
    expect(assumed).toEqual([]);
  });
});
