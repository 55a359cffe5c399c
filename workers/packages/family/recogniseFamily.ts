import type { ModelIndex, SchedulerConfig, UnetFile } from '../configs';
import type { GraphHeader } from '../onnx/graphHeader';
import type { ModelFamily, TextPartName } from '../modelPackage';
import { tr } from '../../texts/texts';

/** What a model was distilled into, if anything: how many steps it takes and with which guidance. */
export type Variant = 'base' | 'turbo' | 'lightning' | 'lcm';

/** Everything that tells a model's kin; what a package does not have is null. */
export interface Evidence {
  readonly index: ModelIndex | null;
  readonly unet: UnetFile | null;
  readonly scheduler: SchedulerConfig | null;
  readonly header: GraphHeader | null;
  /** Of the autoencoder's configuration. */
  readonly scalingFactor: number | null;
  readonly textParts: readonly TextPartName[];
  /** What the tokeniser's files pad with. */
  readonly padToken: string | null;
  /** Names of the package, its folder and its files. */
  readonly names: readonly string[];
}

export interface Recognised {
  readonly family: ModelFamily;
  readonly variant: Variant;
  readonly prediction: string;
  /** Whether the UNet takes a mask and a masked picture beside the latents. */
  readonly isInpainting: boolean;
  /** Inputs for ControlNets. */
  readonly takesGuides: boolean;
  /** True where nothing but a name, or nothing at all, told the family. */
  readonly isGuess: boolean;
}

/** Latents of Stable Diffusion 1 and 2, and of SDXL, are scaled by these; a package with another scale is of its own make. */
export const latentScales = { sd: 0.18215, sdxl: 0.13025 } as const;

/** Which family a package belongs to: by its UNet's inputs, its configurations, its tokeniser and, at last, its names. */
export function recogniseFamily(evidence: Evidence): Recognised {
  const { unet, header, index, scheduler } = evidence;
  const written = [index?._name_or_path ?? '', ...evidence.names].join(' ');
  const names = written.toLowerCase();
  const [family, isGuess] = familyOf(evidence, names, saysXl(written));
  const isLcm =
    /latentconsistency/i.test(index?._class_name ?? '') ||
    scheduler?._class_name === 'LCMScheduler' ||
    (unet?.guidance_embeds !== true && (hasInput(header, 'timestep_cond') || (unet?.time_cond_proj_dim ?? null) !== null));
  const channels = dimension(header, 'sample', 1) ?? unet?.in_channels;
  return {
    family,
    variant:
      isLcm || (family !== 'other' && /\blcm\b|latent.?consistency/.test(names.replace(/_/g, ' ')))
        ? 'lcm'
        : variantOf(family, scheduler, names),
    prediction: scheduler?.prediction_type ?? (family === 'sd2' && nativeCells(unet, header) === 96 ? 'v_prediction' : 'epsilon'),
    isInpainting: channels === 9,
    takesGuides: header?.inputs.some((input) => /(?:down|mid)/.test(input.name) && (input.shape?.length ?? 4) === 4) ?? false,
    isGuess,
  };
}

/** A word of its own, or the end of one: “sd-xl-base”, “RealVisXL_V4”, “juggernautxl”, “SDXLTurbo”; but not “xlarge”. */
const saysXl = (names: string): boolean => /xl(?![a-z])/i.test(names) || /XL(?=[A-Z][a-z])/.test(names);

function familyOf(
  { unet, header, index, scalingFactor, textParts, padToken }: Evidence,
  names: string,
  isNamedXl: boolean,
): readonly [ModelFamily, boolean] {
  const timeIds = dimension(header, 'time_ids', 1);
  const width = typeof unet?.cross_attention_dim === 'number' ? unet.cross_attention_dim : dimension(header, 'encoder_hidden_states', 2);
  if (hasInput(header, 'text_embeds') || unet?.addition_embed_type === 'text_time' || textParts.includes('text_encoder_2')) {
    const isRefiner =
      timeIds === 5 ||
      width === 1280 ||
      index?.requires_aesthetics_score === true ||
      (textParts.includes('text_encoder_2') && !textParts.includes('text_encoder'));
    return [isRefiner ? 'sdxl-refiner' : 'sdxl', false];
  }
  if (scalingFactor !== null && Math.abs(scalingFactor - latentScales.sd) > 1e-4) return ['other', false];
  if (width === 768) return ['sd1', false];
  // Where no shape says anything, a name that says XL does.
  if (width === null && isNamedXl) return ['sdxl', true];
  if (width === 1024 || unet?.use_linear_projection === true) return ['sd2', false];
  if (/stable-diffusion-?2|sd[-_.]?2[-_.]?[01]?\b|v2[-_.][01]|sd[-_]?turbo/.test(names)) return ['sd2', padToken !== '!'];
  if (padToken === '!') return ['sd2', true];
  const isNamed = /stable-diffusion-v?1|v1[-_.]?[45]|sd[-_]?1[-_.]?[45]|dreamshaper/.test(names);
  return ['sd1', !isNamed && unet?.down_block_types === undefined];
}

function variantOf(family: ModelFamily, scheduler: SchedulerConfig | null, names: string): Variant {
  if (family === 'other') return 'base';
  if (/lightning/.test(names)) return 'lightning';
  if (/turbo/.test(names)) return 'turbo';
  if (family === 'sd1' || scheduler?.timestep_spacing !== 'trailing') return 'base';
  if (scheduler._class_name === 'EulerAncestralDiscreteScheduler') return 'turbo';
  if (scheduler._class_name !== 'EulerDiscreteScheduler') return 'base';
  return family === 'sdxl' ? 'lightning' : 'turbo';
}

/** The family in words, with what distinguishes the model within it. */
export function familyWords({ family, variant, prediction, isInpainting, takesGuides }: Recognised): string {
  const plain: Readonly<Record<ModelFamily, string>> = {
    sd1: 'Stable Diffusion 1.x',
    sd2: 'Stable Diffusion 2.x',
    sdxl: 'Stable Diffusion XL',
    'sdxl-refiner': tr`Stable Diffusion XL refiner`,
    other: tr`a model of its own make`,
  };
  const distilled: Readonly<Record<Variant, string>> = {
    base: plain[family],
    turbo: family === 'sdxl' ? 'SDXL Turbo' : tr`SD Turbo`,
    lightning: 'SDXL Lightning',
    lcm: tr`Latent Consistency Model of ${plain[family]}`,
  };
  const added = [
    prediction === 'v_prediction' ? 'v prediction' : '',
    isInpainting ? tr`for inpainting` : '',
    takesGuides ? tr`with inputs for ControlNets` : '',
  ].filter((word) => word !== '');
  return [distilled[variant], ...added].join(', ');
}

/** A fixed dimension of an input; null where it is free or not there. */
export function dimension(header: GraphHeader | null, input: string, axis: number): number | null {
  const side = header?.inputs.find((one) => one.name === input)?.shape?.[axis];
  return typeof side === 'number' && side > 0 ? side : null;
}

function hasInput(header: GraphHeader | null, name: string): boolean {
  return header?.inputs.some((input) => input.name === name) ?? false;
}

function nativeCells(unet: UnetFile | null, header: GraphHeader | null): number | null {
  return typeof unet?.sample_size === 'number' ? unet.sample_size : dimension(header, 'sample', 2);
}
