import { describe, expect, it } from 'vitest';
import type { UnetNetwork } from '../../protocol/networkConfigs';
import { diffusersUnet, ldmUnet, smallFamily } from '../testing/familyFiles';
import { floatBytes, madeFile } from '../testing/madeFile';
import type { MadeTensor } from '../testing/madeFile';
import { families } from './families';
import type { OpenedCheckpoint } from './opened';
import { openWeights } from './openWeights';

async function open(
  tensors: ReadonlyMap<string, MadeTensor>,
  name = 'model.safetensors',
  metadata?: Record<string, string>,
): Promise<OpenedCheckpoint> {
  const opened = await openWeights([madeFile(name, tensors, metadata)]);
  if (!('networks' in opened)) throw new Error('A UNet is no LoRA.');
  return opened;
}
const named = (name: string) => families.find((family) => family.name === name)!;
const sd1 = smallFamily(named('sd1'));
const sdxl = smallFamily(named('sdxl'));
const sd2 = smallFamily(named('sd2'));
const plus = (tensors: Map<string, MadeTensor>, more: Record<string, MadeTensor>) => new Map([...tensors, ...Object.entries(more)]);

describe('every family’s UNet is told in every spelling', () => {
  const spellings: [string, (network: UnetNetwork) => Map<string, MadeTensor>][] = [
    ['LDM’s names, counted by its blocks', (network) => ldmUnet(network, 'model.diffusion_model.', 'first')],
    ['LDM’s names, counted in threes', (network) => ldmUnet(network, 'model.diffusion_model.', 'last')],
    ['bare LDM names', (network) => ldmUnet(network, '')],
    ['LDM’s names in a wrapper', (network) => ldmUnet(network, 'state_dict.model.diffusion_model.')],
    ['diffusers’ names', (network) => diffusersUnet(network)],
    ['diffusers’ names behind “unet.”', (network) => diffusersUnet(network, 'unet.')],
  ];
  it.each(families.flatMap((family) => spellings.map(([spelling, make]) => [family.name, spelling, family, make] as const)))(
    '%s in %s',
    async (name, _, family, make) => {
      const network = smallFamily(family);
      const opened = await open(make(network));
      expect(opened).toMatchObject({ kind: 'unet', family: name, inChannels: 4, parts: ['unet'], unused: [], unknown: [] });
      expect(opened.missing).toEqual(['vae', ...family.texts]);
      expect(opened.networks.unet!.network).toMatchObject({
        blockOutChannels: network.blockOutChannels,
        depthsDown: network.depthsDown,
        depthsUp: network.depthsUp,
        mid: network.mid,
        linearProjection: network.linearProjection,
      });
      expect(opened.networks.unet!.weights.size).toBe(make(network).size);
    },
  );

  it('with SD 2’s text width for the pruned ones', async () => {
    const network = { ...smallFamily(named('bk-tiny')), crossAttentionDim: 1024, linearProjection: true };
    expect(await open(ldmUnet(network, 'model.diffusion_model.'))).toMatchObject({
      family: 'bk-tiny',
      sampling: { prediction: 'epsilon' },
    });
  });

  it('with the guidance embedding, more inputs, and projections of the other rank', async () => {
    expect(await open(ldmUnet({ ...sd1, guidanceDim: 256 }, 'model.diffusion_model.'))).toMatchObject({
      sampling: { fewStep: 'lcm' },
      unused: [],
    });
    for (const inChannels of [8, 9]) expect((await open(diffusersUnet({ ...sdxl, inChannels }))).inChannels).toBe(inChannels);
    const turned = await open(diffusersUnet({ ...sd1, linearProjection: true }));
    expect(turned.networks.unet!.weights.get('mid_block.attentions.0.proj_in.weight')!.shape).toEqual([128, 128]);
  });
});

describe('relatives are refused by name', () => {
  it.each<[string, UnetNetwork, RegExp]>([
    ['x4', { ...sd2, inChannels: 7 }, /upscaler/],
    ['depth', { ...sd2, inChannels: 5 }, /depth/],
    ['unCLIP', { ...sd2, addition: { timeDim: 256, inputDim: 2048 } }, /unCLIP/],
    [
      'SDXS',
      {
        ...smallFamily(named('bk-tiny')),
        depthsDown: [[0], [1], [1]],
        depthsUp: [
          [1, 1],
          [1, 1],
          [0, 0],
        ],
      },
      /SDXS/,
    ],
    ['five inputs', { ...sd1, inChannels: 5 }, /5 input/],
    [
      'another depth',
      {
        ...sdxl,
        depthsDown: [
          [0, 0],
          [2, 2],
          [6, 6],
        ],
      },
      /no family.*context 2048.*depths 0,0 2,2 6,6/,
    ],
    ['another context', { ...sd1, crossAttentionDim: 512 }, /no family.*context 512/],
  ])('%s', async (_, network, words) => {
    await expect(open(ldmUnet(network, 'model.diffusion_model.'))).rejects.toThrow(words);
  });

  it('a UNet that lacks tensors, or has others’ shapes, names one of them', async () => {
    const tensors = diffusersUnet(sd1);
    tensors.delete('mid_block.resnets.1.conv2.weight');
    await expect(open(tensors)).rejects.toThrow(/1 of 686 tensors are not there, among them mid_block.resnets.1.conv2.weight/);
    tensors.set('mid_block.resnets.1.conv2.weight', { shape: [7, 7] });
    await expect(open(tensors)).rejects.toThrow(/“mid_block.resnets.1.conv2.weight” is \(7, 7\) where \(128, 128, 3, 3\) belongs/);
    tensors.set('mid_block.resnets.1.conv2.weight', { shape: [128, 128, 3, 3], dtype: 'I64' });
    await expect(open(tensors)).rejects.toThrow(/as I64, which is not read/);
  });
});

describe('what a UNet predicts', () => {
  const predicted = async (...given: Parameters<typeof open>) => (await open(...given)).sampling;

  it('is noise by habit, and asked for where a name or metadata speak against it', async () => {
    expect(await predicted(diffusersUnet(sdxl), 'pony.safetensors')).toMatchObject({ prediction: 'epsilon', guess: null });
    expect(await predicted(diffusersUnet(sdxl), 'noobaiXL_vPred10.safetensors')).toMatchObject({
      prediction: 'unknown',
      guess: { prediction: 'v', from: 'name' },
    });
    const told = { 'modelspec.prediction_type': 'v' };
    expect(await predicted(diffusersUnet(sd1), 'x.safetensors', told)).toMatchObject({
      prediction: 'unknown',
      guess: { prediction: 'v', from: 'metadata' },
    });
  });

  it('is told by marks, which count as taken', async () => {
    const marks = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { shape: [0], dtype: 'F32' }]));
    const v = await open(plus(diffusersUnet(sdxl), marks('v_pred', 'ztsnr')));
    expect([v.sampling, v.unused]).toMatchObject([{ prediction: 'v', zeroTerminalSnr: true }, []]);
    expect(v.scheduler).toMatchObject({ prediction_type: 'v_prediction', rescale_betas_zero_snr: true, timestep_spacing: 'trailing' });
    const edm = await open(plus(diffusersUnet(sdxl), marks('edm_mean', 'edm_std')));
    expect([edm.sampling?.prediction, edm.latents?.scalingFactor, edm.unused]).toEqual(['edm', 0.5, []]);
    expect(await predicted(plus(diffusersUnet(sdxl), marks('edm_vpred.sigma_max', 'edm_vpred.sigma_min')))).toMatchObject({
      prediction: 'v',
    });
  });

  it('is told by one vector of SD 2, whatever the name claims', async () => {
    const vector = 'up_blocks.3.attentions.2.transformer_blocks.0.norm1.bias';
    const wavy = (size: number) => ({
      shape: [32],
      dtype: 'F32',
      data: floatBytes(...Array.from({ length: 32 }, (_, i) => (i % 2 ? size : -size))),
    });
    expect(await predicted(plus(diffusersUnet(sd2), { [vector]: wavy(0.1) }))).toMatchObject({ prediction: 'v' });
    const base = await open(plus(diffusersUnet(sd2), { [vector]: wavy(0.05) }), 'sd2-vpred.safetensors');
    expect([base.sampling?.prediction, base.sidePx]).toEqual(['epsilon', 512]);
  });

  it.each([
    ['sd_xl_turbo_1.0_fp16', 'turbo'],
    ['dreamshaperXL_lightningDPMSDE', 'lightning'],
    ['Hyper-SDXL-1step-Unet', 'hyper'],
    ['realisticVisionV60B1_v51HyperVAE', 'hyper'],
    ['LCM_Dreamshaper_v7_4k', 'lcm'],
    ['hyperrealism_v3', undefined],
    ['deliberate_v3', undefined],
  ])('“%s” suggests few steps of kind %s', async (name, fewStep) => {
    expect((await predicted(diffusersUnet(sdxl), `${name}.safetensors`))?.guess?.fewStep).toBe(fewStep);
  });
});

describe('scaled 8-bit floats', () => {
  it.each(['scale_weight', 'weight_scale'])('carry their scale under “%s”', async (word) => {
    const module = 'mid_block.attentions.0.transformer_blocks.0.attn1.to_q';
    const tensors = plus(diffusersUnet(sd1), {
      [`${module}.weight`]: { shape: [128, 128], dtype: 'F8_E4M3' },
      [`${module}.${word}`]: { shape: [1], dtype: 'F32' },
      [`${module}.scale_input`]: { shape: [1], dtype: 'F32' },
      scaled_fp8: { shape: [2], dtype: 'F8_E4M3' },
    });
    const opened = await open(tensors);
    expect(opened.networks.unet!.weights.get(`${module}.weight`)).toMatchObject({ dtype: 'F8_E4M3', scale: { dtype: 'F32', shape: [1] } });
    expect([opened.unused, opened.unknown]).toEqual([[`${module}.scale_input`], []]);
  });
});
