import type { Value } from '../../networks/graph/graphModel';
import { attention } from '../../networks/layers/attention';
import { conv } from '../../networks/layers/conv';
import { linear } from '../../networks/layers/linear';
import { groupNorm, layerNorm } from '../../networks/layers/norms';
import type { Net } from '../../networks/net';
import type { GraphOptions } from '../../networks/options';

/** What the trial knows an operator by. */
export const operatorNames = [
  'fused-attention',
  'sliced-attention',
  'linear',
  'linear-8',
  'linear-4',
  'convolution',
  'convolution-8',
  'instance-norm',
  'moments-norm',
  'layer-norm',
  'gates',
  'resize',
] as const;
export type OperatorName = (typeof operatorNames)[number];

/** One way of using an operator, small enough to be computed in no time. */
export interface OperatorUse {
  readonly operator: OperatorName;
  /** The sides of what goes in. */
  readonly inputs: readonly (readonly number[])[];
  /** Weights by name. */
  readonly weights?: Readonly<Record<string, readonly number[]>>;
  readonly options?: Partial<Pick<GraphOptions, 'weights' | 'attention' | 'groupNorm'>>;
  /** Writes it down as the networks have it. */
  build(net: Net, inputs: readonly Value[]): Value;
}

/** Of the largest attention that is tried; its scores are larger than any other array of the trial. */
const long = { heads: 2, headWidth: 40, tokens: 512 };
/** Bytes of those scores: a fused operator that holds them whole makes an array as large. */
export const longScoreBytes = long.heads * long.tokens * long.tokens * 4;

/** @param keys of another text; the queries' own count is that of a picture. */
function attends(operator: OperatorName, heads: number, headWidth: number, tokens: number, keys = tokens): OperatorUse {
  const rows = (count: number): readonly number[] => [count, heads * headWidth];
  const fused = operator === 'fused-attention';
  return {
    operator,
    inputs: [rows(tokens), rows(keys), rows(keys)],
    options: {
      attention: fused
        ? { kind: 'fused' }
        : // A third of the scores: three slices, of which the last is filled up.
          {
            kind: 'sliced',
            maximumScoreBytes: (heads * tokens * keys * 4) / 3,
            largest: { batch: 1, latentHeight: 1, latentWidth: tokens },
          },
    },
    build: (net, [query, key, value]) =>
      attention(net, {
        ...{ query: query as Value, key: key as Value, value: value as Value, heads, headWidth, reduction: 1 },
        ...(keys !== tokens && { keys }),
        batch: net.graph.integers([1]),
      }),
  };
}

function isLinear(operator: OperatorName, rows: number, weights: GraphOptions['weights']): OperatorUse {
  const [inputs, outputs] = [320, 64];
  return {
    operator,
    inputs: [[rows, inputs]],
    weights: { 'layer.weight': [outputs, inputs], 'layer.bias': [outputs] },
    options: { weights },
    build: (net, [x]) => linear(net, x as Value, 'layer'),
  };
}

function convolves(operator: OperatorName, kernel: number, stride: number, weights: GraphOptions['weights']): OperatorUse {
  const [inputs, outputs, side] = [32, 48, 12];
  return {
    operator,
    inputs: [[2, inputs, side, side]],
    weights: { 'layer.weight': [outputs, inputs, kernel, kernel], 'layer.bias': [outputs] },
    options: { weights },
    build: (net, [x]) => conv(net, x as Value, 'layer', { stride }),
  };
}

function norms(operator: OperatorName, form: GraphOptions['groupNorm'], channels: number, groups: number, side: number): OperatorUse {
  return {
    operator,
    inputs: [[1, channels, side, side]],
    weights: { 'norm.weight': [channels], 'norm.bias': [channels] },
    options: { groupNorm: form },
    build: (net, [x]) => groupNorm(net, x as Value, 'norm', groups, 1e-5),
  };
}

/** Group norm as the trial's stop-watch runs it: the groups of Stable Diffusion's first level at 256². */
export const timedNorm = (form: GraphOptions['groupNorm']): OperatorUse =>
  norms(form === 'instance' ? 'instance-norm' : 'moments-norm', form, 320, 32, 32);

/** Uses that are tried together, as one graph. */
export interface TrialStage {
  readonly uses: readonly OperatorUse[];
  /** Left out where this operator was found wrong before. */
  readonly unlessWrong?: OperatorName;
  /** Its largest arrays tell whether the fused attention holds its scores whole. */
  readonly isWatched?: boolean;
}

const gates = (['gelu', 'quickGelu', 'silu'] as const).map((gate): OperatorUse => ({
  operator: 'gates',
  inputs: [[33, 64]],
  build: (net, [x]) => net[gate](x as Value),
}));

/**
 * Every operator that the graphs rely on, at the heads, lengths and groups that occur. What compiles quickly goes first, for it is tried
 * however slow a device is; then what decides most.
 */
export const trialStages: readonly TrialStage[] = [
  {
    uses: [
      {
        operator: 'layer-norm',
        inputs: [[33, 320]],
        weights: { 'norm.weight': [320], 'norm.bias': [320] },
        build: (net, [x]) => layerNorm(net, x as Value, 'norm', 1e-5),
      },
      ...gates,
    ],
  },
  {
    uses: [
      { operator: 'resize', inputs: [[2, 8, 5, 7]], build: (net, [x]) => net.doubled(x as Value) },
      { operator: 'resize', inputs: [[2, 8, 5, 7]], build: (net, [x]) => net.resizeNearest(x as Value, net.graph.integers([9, 13])) },
    ],
  },
  { uses: [attends('fused-attention', 2, 40, 64)] },
  { uses: [norms('moments-norm', 'moments', 64, 32, 8)] },
  { uses: [isLinear('linear', 33, 'as-is'), isLinear('linear', 2, 'as-is')] },
  { uses: [attends('sliced-attention', 2, 40, 50), attends('sliced-attention', 2, 64, 50, 77)] },
  { uses: [convolves('convolution', 3, 1, 'as-is'), convolves('convolution', 3, 2, 'as-is')] },
  // Two groups of 32,768 numbers, and as many groups as the networks have.
  {
    uses: [
      norms('instance-norm', 'instance', 4, 2, 128),
      norms('instance-norm', 'instance', 64, 32, 8),
      norms('moments-norm', 'moments', 4, 2, 128),
    ],
  },
  { uses: [convolves('convolution', 1, 1, 'as-is')] },
  { uses: [isLinear('linear-8', 2, 'q8'), isLinear('linear-8', 65, 'q8')] },
  { uses: [isLinear('linear-4', 2, 'q4'), isLinear('linear-4', 65, 'q4')] },
  { uses: [convolves('convolution-8', 3, 1, 'q8')] },
  { unlessWrong: 'fused-attention', uses: [attends('fused-attention', 2, 64, 96, 77), attends('fused-attention', 2, 80, 64, 77)] },
  {
    unlessWrong: 'fused-attention',
    uses: [attends('fused-attention', long.heads, long.headWidth, long.tokens), attends('fused-attention', 1, 160, 64)],
    isWatched: true,
  },
  { unlessWrong: 'fused-attention', uses: [attends('fused-attention', 1, 512, 64)] },
];
