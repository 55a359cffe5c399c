import type { TensorView } from './tensorView';
/** One module's change of a weight: W + strength·ΔW (see checkpoints.md 6.2). `scale` = alpha/rank, 1 where the file has none. */
export type LoraModule =
  | {
      readonly kind: 'lora';
      readonly down: TensorView;
      readonly up: TensorView;
      readonly mid?: TensorView;
      readonly scale: number;
      readonly dora?: TensorView;
    }
  | {
      readonly kind: 'loha';
      readonly w1a: TensorView;
      readonly w1b: TensorView;
      readonly w2a: TensorView;
      readonly w2b: TensorView;
      readonly t1?: TensorView;
      readonly t2?: TensorView;
      readonly scale: number;
      readonly dora?: TensorView;
    }
  | {
      readonly kind: 'lokr';
      readonly w1: TensorView | readonly [TensorView, TensorView];
      readonly w2: TensorView | readonly [TensorView, TensorView];
      readonly t2?: TensorView;
      readonly scale: number;
      readonly dora?: TensorView;
    }
  | { readonly kind: 'difference'; readonly delta: TensorView };
/** The changes that one LoRA file makes to one network: by the full parameter name (`….to_q.weight`, `….norm1.bias`). */
export type LoraTable = ReadonlyMap<string, readonly LoraModule[]>;
