import { concatKind } from './concatKind';
import type { TextEncoderConfig, UnetConfig, VaeConfig } from './configs';
import { pickValue, wishes, type ValueWish } from './graphValues';
import { penultimateOutput } from './hiddenLayer';
import type { PartName, TextPartName } from './modelPackage';
import { networkProblems, type NetworkProblem } from './networkProblems';
import type { GraphHeader, HeaderValue } from './onnx/graphHeader';
import { partWords } from './partWords';
import { tr } from '../texts/texts';

/** Tokens that a text encoder takes where nothing says how many: as many as CLIP's. */
export const usualPositions = 77;

/** A network whose head was read. */
export interface HeadedNetwork {
  readonly part: PartName;
  /** Its file, for sentences. */
  readonly graph: string;
  readonly header: GraphHeader;
}

/** What the networks of a package are judged by; configurations are completed. */
export interface PackageGround {
  readonly unet: UnetConfig;
  readonly vae: VaeConfig;
  /** The text encoders that the family is conditioned on, as far as they are there, in order. */
  readonly texts: readonly { readonly part: TextPartName; readonly config: TextEncoderConfig | null }[];
  /** What is taken from other models: the package's own does not count. */
  readonly lent: readonly PartName[];
}

export interface PackageProblem extends NetworkProblem {
  readonly part: PartName;
}

/**
 * Why a package cannot be run, whatever the device, by the heads of its networks: what each one is, and whether they fit each other. The
 * import report and the loader both go by this. Of networks that have a problem of their own, nothing further is asked; ControlNets are
 * judged for the report alone, since a run need not have them.
 */
export function packageProblems(networks: readonly HeadedNetwork[], ground: PackageGround): readonly PackageProblem[] {
  const own = networks.filter(({ part }) => !ground.lent.includes(part));
  const isXl = takesPooled(networks);
  const single = own.flatMap(({ part, graph, header }) =>
    networkProblems(part, graph, header, { unet: ground.unet, isXl }).map((problem) => ({ ...problem, part })),
  );
  const sound = new Map(
    own.filter(({ part }) => single.every((problem) => problem.part !== part)).map(({ part, header }) => [part, header]),
  );
  return [...single, ...channelProblems(sound, ground), ...textProblems(sound, ground, isXl)];
}

/** Whether the UNet takes SDXL's pooled embedding, and so its text encoders' inner layers. */
export function takesPooled(networks: readonly Pick<HeadedNetwork, 'part' | 'header'>[]): boolean {
  return networks.some(({ part, header }) => part === 'unet' && header.inputs.some(({ name }) => name === 'text_embeds'));
}

/** The number that a file fixes for a dimension of a value; null where it is free, or there is no such value. */
function fixed(value: Pick<HeaderValue, 'shape'> | null | undefined, axis: number): number | null {
  const side = value?.shape?.[axis];
  return typeof side === 'number' && side > 0 ? side : null;
}

type Heads = ReadonlyMap<PartName, GraphHeader>;

/** Whether latents and pictures have as many channels for one network as for the next. */
function channelProblems(heads: Heads, { unet, vae }: PackageGround): readonly PackageProblem[] {
  const latents = vae.latent_channels;
  const [unetHead, decoder, encoder] = (['unet', 'vae_decoder', 'vae_encoder'] as const).map((part) => heads.get(part));
  const takes = fixed(unetHead && pickValue(unetHead.inputs, wishes.unet.sample), 1) ?? unet.in_channels;
  const out: PackageProblem[] = [];
  if (concatKind(takes, latents) === null)
    out.push({
      code: 'channels',
      part: 'unet',
      message: tr`The UNet takes ${takes} channels where its pictures have ${latents}.`,
      hint: tr`UNet and autoencoder belong to different models.`,
    });
  const gives = fixed(unetHead && pickValue(unetHead.outputs, wishes.unet.prediction), 1);
  if (gives !== null && gives !== latents)
    out.push({
      code: 'channels',
      part: 'unet',
      message: tr`The UNet predicts ${gives} channels where latents have ${latents}.`,
      hint:
        gives === 2 * latents ? tr`It predicts a variance too, for which there is no scheduler here.` : tr`It belongs to another model.`,
    });
  const expect = (part: PartName, values: readonly HeaderValue[] | undefined, wish: ValueWish, least: number, most = least): void => {
    const has = fixed(values && pickValue(values, wish), 1);
    if (has === null || (has >= least && has <= most)) return;
    const takes = values === heads.get(part)?.inputs;
    const words = partWords(part);
    out.push({
      code: 'channels',
      part,
      message: takes
        ? tr`The ${words} takes ${has} channels where there are ${least}.`
        : tr`The ${words} gives ${has} channels where there are ${least}.`,
      hint: tr`It belongs to another model, or is no part of one that edits pictures.`,
    });
  };
  expect('vae_decoder', decoder?.inputs, wishes.decoder.latents, latents);
  expect('vae_decoder', decoder?.outputs, wishes.decoder.picture, 3, Infinity);
  expect('vae_encoder', encoder?.inputs, wishes.encoder.picture, 3);
  expect('vae_encoder', encoder?.outputs, wishes.encoder.latents, latents, Infinity);
  return out;
}

/** Whether the text encoders give what the UNet is conditioned on: the layer, the width, the length, the pooled embedding. */
function textProblems(heads: Heads, ground: PackageGround, isXl: boolean): readonly PackageProblem[] {
  const unet = heads.get('unet');
  const texts = ground.texts.flatMap(({ part, config }) => {
    const header = heads.get(part);
    return header ? [{ part, config, header, hidden: hiddenValue(header, config, isXl) }] : [];
  });
  const out: PackageProblem[] = texts.flatMap(({ part, hidden }) =>
    isXl && !hidden
      ? [
          {
            code: 'no-hidden-states',
            part,
            message: tr`The ${partWords(part)} was exported without its inner layers (“hidden_states”), on which SDXL is conditioned. Its last layer cannot stand in.`,
            hint: tr`Export the text encoders as for SDXL, with their hidden states.`,
          },
        ]
      : [],
  );
  const last = texts.at(-1);
  if (!unet || !last || texts.length < ground.texts.length) return out;
  const takes = fixed(pickValue(unet.inputs, wishes.unet.text), 2);
  const gives = texts.reduce<number | null>((sum, { hidden }) => add(sum, fixed(hidden, 2)), 0);
  if (takes !== null && gives !== null && takes !== gives)
    out.push({
      code: 'text-width',
      part: 'unet',
      message: tr`The UNet takes text of ${takes} numbers a word, its text encoders give ${gives}: they belong to another model.`,
      hint: tr`Take UNet and text encoders from one package.`,
    });
  out.push(...lengthProblems(unet, last.header, last.config), ...(isXl ? pooledProblems(unet, last) : []));
  return out;
}

const add = (sum: number | null, width: number | null): number | null => (sum === null || width === null ? null : sum + width);

/** The output that a model is conditioned on. */
function hiddenValue(header: GraphHeader, config: TextEncoderConfig | null, isXl: boolean): HeaderValue | null {
  if (!isXl) return pickValue(header.outputs, wishes.text.hidden);
  const layers = config?.['num_hidden_layers'];
  return penultimateOutput(header.outputs, typeof layers === 'number' ? layers : null, config?.hidden_size ?? null);
}

/** A UNet that fixes how many tokens it takes must be given as many. */
function lengthProblems(unet: GraphHeader, text: GraphHeader, config: TextEncoderConfig | null): readonly PackageProblem[] {
  const takes = fixed(pickValue(unet.inputs, wishes.unet.text), 1);
  const gives = fixed(pickValue(text.inputs, wishes.text.ids), 1) ?? config?.max_position_embeddings ?? usualPositions;
  if (takes === null || takes === gives) return [];
  return [
    {
      code: 'text-length',
      part: 'unet',
      message: tr`The UNet takes texts of ${takes} tokens, its text encoder gives ${gives}.`,
      hint: tr`Take UNet and text encoders from one export.`,
    },
  ];
}

/** SDXL's embedding of the whole text, and the numbers that tell it of the picture's size. */
function pooledProblems(unet: GraphHeader, { part, header }: Pick<HeadedNetwork, 'header'> & { readonly part: PartName }) {
  const out: PackageProblem[] = [];
  const pooled = pickValue(header.outputs, wishes.text.pooled);
  const [wanted, given] = [
    fixed(
      unet.inputs.find(({ name }) => name === 'text_embeds'),
      1,
    ),
    fixed(pooled, 1),
  ];
  if (!pooled)
    out.push({
      code: 'no-pooled',
      part,
      message: tr`The ${partWords(part)} was exported without its pooled embedding (“text_embeds”).`,
      hint: tr`Export it as a text model with projection, as for SDXL.`,
    });
  else if (wanted !== null && given !== null && wanted !== given)
    out.push({
      code: 'pooled-width',
      part,
      message: tr`The UNet takes a pooled embedding of ${wanted} numbers, its text encoder gives ${given}: it belongs to another model.`,
      hint: tr`Take UNet and text encoders from one package.`,
    });
  const ids = fixed(
    unet.inputs.find(({ name }) => name === 'time_ids'),
    1,
  );
  if (ids !== null && ids !== 5 && ids !== 6)
    out.push({
      code: 'time-ids',
      part: 'unet',
      message: tr`The UNet wants ${ids} numbers on the picture’s size, where SDXL takes 6 and its refiner 5.`,
      hint: tr`It belongs to a family that Sfumato does not know.`,
    });
  return out;
}
