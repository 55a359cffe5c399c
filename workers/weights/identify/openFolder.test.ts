import { describe, expect, it } from 'vitest';
import type { ByteFile } from '../../protocol/byteFile';
import { clipParameters } from '../configurations/clipParameters';
import { diffusersUnet, smallFamily } from '../testing/familyFiles';
import { madeFile, rawFile } from '../testing/madeFile';
import { smallText } from '../testing/smallModel';
import { families } from './families';
import type { OpenedCheckpoint } from './opened';
import type { OpenOptions } from './openWeights';
import { openWeights } from './openWeights';

const sd1 = smallFamily(families[0]!);
const unet = (path: string) => madeFile(path, diffusersUnet(sd1));
const text = (path: string) => madeFile(path, new Map([...clipParameters(smallText)].map(([name, shape]) => [name, { shape }])));
const json = (path: string, content: object) => rawFile(path, new TextEncoder().encode(JSON.stringify(content)));
const index = (content: object = {}) => json('model_index.json', { _class_name: 'StableDiffusionPipeline', ...content });
const open = async (files: readonly ByteFile[], options: OpenOptions = {}): Promise<OpenedCheckpoint> => {
  const opened = await openWeights(files, options);
  if (!('networks' in opened)) throw new Error('A folder is no LoRA.');
  return opened;
};
const stem = 'unet/diffusion_pytorch_model';

describe('of a folder’s files', () => {
  const files = ['', '.fp16', '.non_ema'].map((variant) => unet(`${stem}${variant}.safetensors`));
  it('those in half precision are taken, or the plain ones where these are wanted', async () => {
    expect((await open([index(), ...files])).chosen).toEqual([`${stem}.fp16.safetensors`]);
    expect((await open([index(), ...files], { preferHalf: false })).chosen).toEqual([`${stem}.safetensors`]);
  });

  it('each part chooses for itself', async () => {
    const opened = await open([index(), unet(`${stem}.safetensors`), text('text_encoder/model.fp16.safetensors')]);
    expect(opened).toMatchObject({ kind: 'checkpoint', parts: ['unet', 'text_encoder'], missing: ['vae'] });
    expect(opened.chosen).toEqual([`${stem}.safetensors`, 'text_encoder/model.fp16.safetensors']);
  });

  it('a part that the index calls absent is passed over', async () => {
    const opened = await open([index({ text_encoder: [null, null] }), unet(`${stem}.safetensors`), text('text_encoder/model.safetensors')]);
    expect(opened.parts).toEqual(['unet']);
  });

  const half = Math.floor(diffusersUnet(sd1).size / 2);
  const shard = (name: string, part: 0 | 1) => {
    const tensors = [...diffusersUnet(sd1)];
    return madeFile(`unet/${name}`, new Map(part === 0 ? tensors.slice(0, half) : tensors.slice(half)));
  };
  it.each([
    ['diffusion_pytorch_model-0000N-of-00002.safetensors', 'diffusion_pytorch_model.safetensors.index.json'],
    ['diffusion_pytorch_model.fp16-0000N-of-00002.safetensors', 'diffusion_pytorch_model.safetensors.index.fp16.json'],
    ['diffusion_pytorch_model-0000N-of-00002.fp16.safetensors', 'diffusion_pytorch_model.safetensors.fp16.index.json'],
    ['diffusion_pytorch_model-0000N-of-00002.safetensors', null],
  ])('shards %s are read by %s', async (pattern, indexName) => {
    const names = [1, 2].map((i) => pattern.replace('N', String(i)));
    const map = { weight_map: { a: names[0], b: names[1] } };
    const shards = [shard(names[0]!, 0), shard(names[1]!, 1)];
    const opened = await open([index(), ...shards, ...(indexName ? [json(`unet/${indexName}`, map)] : [])]);
    expect(opened.chosen).toEqual(names.map((name) => `unet/${name}`));
    await expect(open([index(), shards[0]!, ...(indexName ? [json(`unet/${indexName}`, map)] : [])])).rejects.toThrow(
      /not there|1 are there/,
    );
  });

  it('a tensor that lies in two shards makes them unsound', async () => {
    const names = [1, 2].map((i) => `diffusion_pytorch_model-0000${i}-of-00002.safetensors`);
    await expect(open([index(), shard(names[0]!, 0), shard(names[1]!, 0)])).rejects.toMatchObject({ code: 'checkpoint-invalid' });
  });

  it('an index may name files beside it alone', async () => {
    const map = json(`${stem}.safetensors.index.json`, { weight_map: { a: '../../secret.safetensors' } });
    await expect(open([index(), map])).rejects.toThrow(/something else than/);
  });
});

describe('a folder’s configurations', () => {
  const scheduler = (content: object) => json('scheduler/scheduler_config.json', content);
  const files = [index({ force_zeros_for_empty_prompt: true }), unet(`${stem}.safetensors`)];

  it('tell heads, upcast and sampling', async () => {
    const config = json('unet/config.json', {
      attention_head_dim: [2, 4, 8, 8],
      upcast_attention: true,
      norm_num_groups: 16,
      class_embed_type: null,
    });
    const opened = await open([...files, config, scheduler({ prediction_type: 'v_prediction', rescale_betas_zero_snr: true })]);
    expect(opened.networks.unet!.network).toMatchObject({ heads: [2, 4, 8, 8], upcastAttention: true, normGroups: 16 });
    expect(opened.sampling).toMatchObject({ prediction: 'v', zeroTerminalSnr: true, fewStep: null });
    expect(opened.zeroEmptyNegative).toBe(true);
    expect((await open([...files, scheduler({ _class_name: 'LCMScheduler' })])).sampling).toMatchObject({
      prediction: 'epsilon',
      fewStep: 'lcm',
    });
    expect((await open([...files, scheduler({ _class_name: 'EDMEulerScheduler' })])).sampling).toMatchObject({ prediction: 'edm' });
  });

  it('are refused where they ask for other networks, or for flow matching', async () => {
    await expect(open([...files, json('unet/config.json', { class_embed_type: 'timestep' })])).rejects.toThrow(/class_embed_type/);
    await expect(open([...files, json('unet/config.json', { attention_head_dim: 7 })])).rejects.toThrow(/do not divide/);
    await expect(open([...files, scheduler({ _class_name: 'FlowMatchEulerDiscreteScheduler' })])).rejects.toThrow(/flow matching/);
    await expect(open([...files, rawFile('unet/config.json', Uint8Array.of(0x7b))])).rejects.toThrow(/no JSON object/);
  });

  it.each([
    ['FluxPipeline', /Flux/],
    ['StableDiffusion3Pipeline', /SD3/],
    ['KolorsPipeline', /Kolors/],
    ['StableDiffusionUpscalePipeline', /upscaler/],
    ['StableDiffusionDepth2ImgPipeline', /depth/],
    ['StableUnCLIPImg2ImgPipeline', /unCLIP/],
    ['PixArtSigmaPipeline', /PixArt/],
    ['StableVideoDiffusionPipeline', /video/],
  ])('%s is refused', async (name, words) => {
    await expect(open([json('model_index.json', { _class_name: name }), unet(`${stem}.safetensors`)])).rejects.toThrow(words);
  });

  it.each([
    'StableDiffusionImg2ImgPipeline',
    'StableDiffusionXLInpaintPipeline',
    'LatentConsistencyModelPipeline',
    'StableDiffusionXLControlNetPipeline',
  ])('%s is accepted', async (name) => {
    expect((await open([json('model_index.json', { _class_name: name }), unet(`${stem}.safetensors`)])).family).toBe('sd1');
  });

  it('name components of other classes', async () => {
    await expect(open([index({ unet: ['diffusers', 'UNetMotionModel'] }), unet(`${stem}.safetensors`)])).rejects.toThrow(/UNetMotionModel/);
    await expect(open([index({ text_encoder: ['transformers', 'T5EncoderModel'] })])).rejects.toThrow(/T5EncoderModel/);
  });
});

describe('other folders', () => {
  it('hold one part with its configuration', async () => {
    const opened = await open([json('config.json', { attention_head_dim: 8 }), unet('diffusion_pytorch_model.fp16.safetensors')]);
    expect(opened).toMatchObject({ kind: 'unet', chosen: ['diffusion_pytorch_model.fp16.safetensors'] });
  });

  it('hold one checkpoint beside other things', async () => {
    expect((await open([unet('model.safetensors'), json('notes.txt', {})])).kind).toBe('unet');
    await expect(open([unet('a.safetensors'), unet('b.safetensors')], { name: 'mine' })).rejects.toThrow(/“mine” holds 2/);
  });

  it('with pickles alone are refused with the reason', async () => {
    await expect(open([index({ unet: ['diffusers', 'UNet2DConditionModel'] }), rawFile(`${stem}.bin`, Uint8Array.of(1))])).rejects.toThrow(
      /pickles/,
    );
    await expect(open([index(), json('readme.json', {})])).rejects.toThrow(/no “.safetensors” weights/);
  });
});
