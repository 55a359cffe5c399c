import type { LoraTable } from '../protocol/loraModules';

/** How attention is computed; all three give the same numbers. */
export type AttentionForm =
  /** One MultiHeadAttention: least memory and time, where a device computes it rightly. */
  | { readonly kind: 'fused' }
  /** The scores of all queries stand whole. */
  | { readonly kind: 'plain' }
  /** The scores stand a slice of the queries at a time, none larger than this at the size in hand. */
  | { readonly kind: 'sliced'; readonly maximumScoreBytes: number; readonly largest: AttentionSize };

/**
 * How group norm is computed; both are exact. `instance`: the groups as channels of an instance norm. `moments`: means and differences
 * in single operators.
 */
export type GroupNormForm = 'instance' | 'moments';

/** The largest input that a graph is meant for; larger ones work and take more memory. */
export interface AttentionSize {
  readonly batch: number;
  readonly latentHeight: number;
  readonly latentWidth: number;
}

/** What a graph is to be like; every choice serves every network. */
export interface GraphOptions {
  /** Arithmetic. Half precision keeps norms, time embeddings, softmax where asked, and all inputs and outputs in single precision. */
  readonly compute: 'fp32' | 'fp16';
  /** Linear layers in 8 or 4 bits in blocks of 32, convolutions in 8 bits; or everything as it lies. */
  readonly weights: 'as-is' | 'q8' | 'q4';
  readonly attention: AttentionForm;
  readonly groupNorm: GroupNormForm;
  /** One table a LoRA file, in the order of the inputs `lora_strength_0` …; each strength is an input of shape [1]. */
  readonly loras: readonly LoraTable[];
}

/** Single precision, weights as they lie, nothing added. */
export const plainOptions: GraphOptions = {
  compute: 'fp32',
  weights: 'as-is',
  attention: { kind: 'plain' },
  groupNorm: 'instance',
  loras: [],
};
