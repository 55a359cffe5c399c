/** How the elements of a tensor are stored in a safetensors file, by the format's own names. */
export type StoredType =
  'F64' | 'F32' | 'F16' | 'BF16' | 'F8_E4M3' | 'F8_E5M2' | 'I64' | 'I32' | 'I16' | 'I8' | 'U64' | 'U32' | 'U16' | 'U8' | 'BOOL';

/** A tensor, or a contiguous range of one, where it lies in a file. */
export interface TensorView {
  /** Which of the opened files, by its path. */
  readonly file: string;
  readonly dtype: StoredType;
  /** As diffusers' or transformers' parameter has it: a 1×1 convolution used as a linear layer is [out, in] here, and the reverse. */
  readonly shape: readonly number[];
  /** First byte, counted from the file's beginning. */
  readonly offset: number;
  readonly sizeBytes: number;
  /** The bytes hold the transpose of `shape` (OpenCLIP's `text_projection`): use them transposed, or write them anew. */
  readonly transposed?: boolean;
  /** Scaled 8-bit floats: the weight is the stored value times this scalar or per-row tensor. */
  readonly scale?: TensorView;
}

/** The weights of one network by diffusers' (UNet, ControlNet, autoencoder) or transformers' (CLIP) parameter names. */
export type WeightTable = ReadonlyMap<string, TensorView>;
