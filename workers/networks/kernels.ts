import type { GroupNormForm } from './options';

/** What a device has shown of itself in its operator trial, and how graphs for it are written therefore. */
export interface Kernels {
  /** Whether the fused attention is right there and never holds the scores whole. */
  readonly fusedAttention: boolean;
  /** The exact form of group norm that is fastest there. */
  readonly groupNorm: GroupNormForm;
  /** Whether everything that has no other form is right in half precision. */
  readonly halfPrecision: boolean;
  /** What is wrong in single precision and has no other form, as in “… are computed wrongly”; networks that use it run elsewhere. */
  readonly wrong: { readonly always: string | null; readonly q8: string | null; readonly q4: string | null };
  /** Bytes of the largest array that a shader can be given. */
  readonly maximumArrayBytes: number;
}
