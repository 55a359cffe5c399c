import type { SchedulerConfig, UnetConfig, UnetFile, VaeConfig, VaeFile } from '../configs';
import type { GraphHeader, HeaderValue } from '../onnx/graphHeader';
import { dimension, latentScales, type Recognised } from './recogniseFamily';
import { tr } from '../../texts/texts';

/** Configurations with what a package leaves out filled in, and what that was, in words. */
export interface Completed {
  readonly unet: UnetConfig;
  readonly vae: VaeConfig;
  readonly scheduler: SchedulerConfig;
  readonly assumed: readonly string[];
}

export interface FoundConfigs {
  readonly unet: UnetFile | null;
  readonly vae: VaeFile | null;
  readonly scheduler: SchedulerConfig | null;
  readonly unetHeader: GraphHeader | null;
  readonly decoderHeader: GraphHeader | null;
}

/** Completes configurations from the graphs' shapes, and from the family's published ones where those say nothing. */
export function completeConfigs(found: FoundConfigs, recognised: Recognised): Completed {
  const assumed: string[] = [];
  const unet = completeUnet(found.unet, found.unetHeader, recognised, assumed);
  const vae = completeVae(found.vae, found.decoderHeader, recognised, assumed);
  if (!found.scheduler) assumed.push(tr`the scheduler of the family (${familyScheduler(recognised)._class_name})`);
  return { unet, vae, scheduler: found.scheduler ?? familyScheduler(recognised), assumed };
}

function completeUnet(file: UnetFile | null, header: GraphHeader | null, recognised: Recognised, assumed: string[]): UnetConfig {
  const [height, width] = [dimension(header, 'sample', 2), dimension(header, 'sample', 3)];
  const fixed: [number, number] | null = height !== null && width !== null ? [height, width] : null;
  const native = fixed ?? file?.sample_size ?? null;
  if (native === null) assumed.push(tr`pictures of ${nativeCells(recognised) * 8} pixels a side`);
  const isXl = recognised.family.startsWith('sdxl');
  const blocks =
    residualBlocks(header) ?? (isXl ? (recognised.family === 'sdxl' ? [320, 640, 1280] : [384, 768, 1536, 1536]) : [320, 640, 1280, 1280]);
  // Where there is a file that lists no blocks, the model is of another make: how often it halves is not assumed.
  const listed = file ? {} : { down_block_types: blocks.map(() => 'CrossAttnDownBlock2D'), layers_per_block: 2 };
  return {
    ...listed,
    ...file,
    sample_size: native ?? nativeCells(recognised),
    in_channels: dimension(header, 'sample', 1) ?? file?.in_channels ?? 4,
    block_out_channels: file?.block_out_channels ?? blocks,
  };
}

/** Widths by level from the inputs for ControlNets: a stem, then two layers and a downsampler a level. */
function residualBlocks(header: GraphHeader | null): number[] | null {
  const inputs = header?.inputs.filter((input) => /down/.test(input.name) && input.shape?.length === 4) ?? [];
  if (inputs.length < 3 || inputs.length % 3 !== 0) return null;
  const widths = inputs.flatMap((input, i) => (i % 3 === 1 ? [input.shape?.[1]] : []));
  return widths.every((width) => typeof width === 'number') ? widths : null;
}

function nativeCells({ family, variant, prediction }: Recognised): number {
  if (family.startsWith('sdxl')) return variant === 'turbo' ? 64 : 128;
  return prediction === 'v_prediction' && family === 'sd2' ? 96 : 64;
}

function completeVae(file: VaeFile | null, header: GraphHeader | null, { family }: Recognised, assumed: string[]): VaeConfig {
  const [input] = header?.inputs ?? [];
  const [output] = header?.outputs ?? [];
  const scaling = family.startsWith('sdxl') ? latentScales.sdxl : latentScales.sd;
  const latents = input?.shape?.[1];
  const halvings = Math.max(0, Math.round(Math.log2(enlargement(input, output) ?? 8)));
  if (file?.scaling_factor === undefined) assumed.push(tr`latents scaled by ${scaling}`);
  return {
    ...file,
    scaling_factor: file?.scaling_factor ?? scaling,
    latent_channels: file?.latent_channels ?? (typeof latents === 'number' ? latents : 4),
    block_out_channels: file?.block_out_channels ?? Array.from({ length: halvings + 1 }, (_, level) => 128 * Math.min(2 ** level, 4)),
  };
}

/** How many pixels a latent cell becomes, where shapes say so: as numbers, or as “latent_height * 8”. */
function enlargement(input: HeaderValue | undefined, output: HeaderValue | undefined): number | null {
  const [from, to] = [input?.shape?.[2], output?.shape?.[2]];
  if (typeof from === 'number' && typeof to === 'number' && from > 0 && to >= from) return to / from;
  const times = typeof to === 'string' ? /^\s*\w+\s*\*\s*(\d+)\s*$/.exec(to)?.[1] : undefined;
  return times === undefined ? null : Number(times);
}

const stableDiffusion = { num_train_timesteps: 1000, beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' } as const;

/**
 * What the family's models were published with; for plain Stable Diffusion DDIM, which edits exactly. Few-step models begin at
 * the very last timestep.
 */
function familyScheduler({ family, variant, prediction }: Recognised): SchedulerConfig {
  const common = { ...stableDiffusion, prediction_type: prediction };
  if (variant === 'lcm')
    return {
      ...common,
      _class_name: 'LCMScheduler',
      original_inference_steps: 50,
      timestep_scaling: 10,
      clip_sample: false,
      set_alpha_to_one: true,
      timestep_spacing: 'leading',
      steps_offset: 1,
    };
  if (variant === 'turbo')
    return {
      ...common,
      _class_name: family === 'sdxl' ? 'EulerAncestralDiscreteScheduler' : 'EulerDiscreteScheduler',
      timestep_spacing: 'trailing',
      steps_offset: 1,
    };
  if (variant === 'lightning') return { ...common, _class_name: 'EulerDiscreteScheduler', timestep_spacing: 'trailing', steps_offset: 1 };
  if (family.startsWith('sdxl'))
    return { ...common, _class_name: 'EulerDiscreteScheduler', timestep_spacing: 'leading', steps_offset: 1, interpolation_type: 'linear' };
  return {
    ...common,
    _class_name: 'DDIMScheduler',
    clip_sample: false,
    set_alpha_to_one: false,
    steps_offset: 1,
    timestep_spacing: 'leading',
  };
}
