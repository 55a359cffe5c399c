import type { UnetNetwork } from '../../protocol/networkConfigs';

/** Families of UNets that the studio can open, by the names of their best-known members. */
export const weightsFamilies = [
  'sd1',
  'sd2',
  'sdxl',
  'sdxl-refiner',
  'ssd-1b',
  'vega',
  'koala-700m',
  'koala-1b',
  'bk-base',
  'bk-small',
  'bk-tiny',
] as const;
export type WeightsFamily = (typeof weightsFamilies)[number];

export type TextPart = 'text_encoder' | 'text_encoder_2';

/** What tells a family's UNet, and what it comes with. */
export interface FamilyFacts {
  readonly name: WeightsFamily;
  /** As the published model has them; smaller ones are told by all the rest. */
  readonly blockOutChannels: readonly number[];
  readonly layersPerBlock: number;
  /** Transformer blocks behind each residual block, by level. */
  readonly depths: readonly number[];
  /** [level][layer] on the way up, deepest level first, where it is not the way down mirrored. */
  readonly depthsUp?: readonly (readonly number[])[];
  readonly mid: UnetNetwork['mid'];
  /** Widths of the text that members have; the first is the usual one. */
  readonly contexts: readonly number[];
  /** Width of SDXL's added conditioning. */
  readonly added: number | null;
  readonly texts: readonly TextPart[];
  /** Which autoencoder's latents it was trained on. */
  readonly latents: 'sd' | 'sdxl';
  readonly sidePx: number;
}

const classic = { added: null, texts: ['text_encoder'], latents: 'sd', sidePx: 512 } as const;
const four = [320, 640, 1280, 1280] as const;
const three = [320, 640, 1280] as const;
const xl = {
  blockOutChannels: three,
  contexts: [2048],
  added: 2816,
  texts: ['text_encoder', 'text_encoder_2'],
  latents: 'sdxl',
  sidePx: 1024,
} as const;
const small = { ...classic, layersPerBlock: 1, contexts: [768, 1024] } as const;

export const families: readonly FamilyFacts[] = [
  { ...classic, name: 'sd1', blockOutChannels: four, layersPerBlock: 2, depths: [1, 1, 1, 0], mid: 1, contexts: [768] },
  { ...classic, name: 'sd2', blockOutChannels: four, layersPerBlock: 2, depths: [1, 1, 1, 0], mid: 1, contexts: [1024] },
  { ...xl, name: 'sdxl', layersPerBlock: 2, depths: [0, 2, 10], mid: 10 },
  {
    name: 'sdxl-refiner',
    blockOutChannels: [384, 768, 1536, 1536],
    layersPerBlock: 2,
    depths: [0, 4, 4, 0],
    mid: 4,
    contexts: [1280],
    added: 2560,
    texts: ['text_encoder_2'],
    latents: 'sdxl',
    sidePx: 1024,
  },
  {
    ...xl,
    name: 'ssd-1b',
    layersPerBlock: 2,
    depths: [0, 2, 4],
    depthsUp: [
      [4, 4, 10],
      [2, 1, 1],
      [0, 0, 0],
    ],
    mid: 'resnet',
  },
  { ...xl, name: 'vega', layersPerBlock: 2, depths: [0, 1, 2], mid: 'resnet' },
  { ...xl, name: 'koala-700m', layersPerBlock: 1, depths: [0, 2, 5], mid: null },
  { ...xl, name: 'koala-1b', layersPerBlock: 1, depths: [0, 2, 6], mid: 6 },
  { ...small, name: 'bk-base', blockOutChannels: four, depths: [1, 1, 1, 0], mid: 1 },
  { ...small, name: 'bk-small', blockOutChannels: four, depths: [1, 1, 1, 0], mid: null },
  { ...small, name: 'bk-tiny', blockOutChannels: three, depths: [1, 1, 1], mid: null },
];

/** Which family a UNet is of, whatever its widths; null where it is of none. */
export function familyOf(network: UnetNetwork): FamilyFacts | null {
  return (
    families.find(
      (family) =>
        family.layersPerBlock === network.layersPerBlock &&
        family.mid === network.mid &&
        family.added === (network.addition?.inputDim ?? null) &&
        family.contexts.includes(network.crossAttentionDim) &&
        family.depths.length === network.depthsDown.length &&
        family.depths.every((depth, level) => network.depthsDown[level]?.every((found) => found === depth)),
    ) ?? null
  );
}

/** The UNet of a family's published model. */
export function familyNetwork(family: FamilyFacts): UnetNetwork {
  const { blockOutChannels, layersPerBlock, depths, mid, contexts, added } = family;
  const crossAttentionDim = contexts[0] ?? 768;
  const spread = (depth: number, layers: number) => Array<number>(layers).fill(depth);
  return {
    inChannels: 4,
    outChannels: 4,
    blockOutChannels,
    layersPerBlock,
    depthsDown: depths.map((depth) => spread(depth, layersPerBlock)),
    depthsUp: family.depthsUp ?? [...depths].reverse().map((depth) => spread(depth, layersPerBlock + 1)),
    mid,
    heads: blockOutChannels.map((channels) => (crossAttentionDim === 768 ? 8 : channels / 64)),
    crossAttentionDim,
    linearProjection: crossAttentionDim !== 768,
    addition: added === null ? null : { timeDim: 256, inputDim: added },
    guidanceDim: null,
    upcastAttention: false,
    normGroups: 32,
  };
}
