/** A UNet or ControlNet as its graph needs it; levels from the widest picture to the deepest. */
export interface UnetNetwork {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly blockOutChannels: readonly number[];
  /** Residual blocks a level on the way down; one more on the way up. */
  readonly layersPerBlock: number;
  /** Transformer blocks behind each residual block, [level][layer]; 0: none. Up: levels in the order of `up_blocks` (deepest first). */
  readonly depthsDown: readonly (readonly number[])[];
  readonly depthsUp: readonly (readonly number[])[];
  /** Transformer blocks of the middle; `resnet`: one residual block alone (SSD-1B, Vega); null: no middle. */
  readonly mid: number | 'resnet' | null;
  /** Attention heads of each level (of `blockOutChannels`). */
  readonly heads: readonly number[];
  readonly crossAttentionDim: number;
  /** Whether `proj_in` and `proj_out` are linear layers; else 1×1 convolutions. */
  readonly linearProjection: boolean;
  /** SDXL's added conditioning: width of each embedded time id and of the whole vector; null: none. */
  readonly addition: { readonly timeDim: number; readonly inputDim: number } | null;
  /** Width of LCM's guidance embedding, or null. */
  readonly guidanceDim: number | null;
  /** Attention scores in fp32 even where the rest is half precision. */
  readonly upcastAttention: boolean;
  readonly normGroups: number;
}

export interface ControlNetwork extends UnetNetwork {
  /** Channels of the control picture (3) and of the embedding's layers (16, 32, 96, 256). */
  readonly conditioningChannels: number;
  readonly conditioningOutChannels: readonly number[];
  readonly globalPool: boolean;
}

export interface AutoencoderNetwork {
  readonly blockOutChannels: readonly number[];
  readonly layersPerBlock: number;
  readonly latentChannels: number;
  readonly normGroups: number;
  readonly quantConv: boolean;
  readonly postQuantConv: boolean;
  /** Attention in the middle blocks. */
  readonly midAttention: boolean;
}

/** TAESD and its kin: widths and blocks a level. */
export interface TinyAutoencoderNetwork {
  readonly width: number;
  readonly encoderBlocks: readonly number[];
  readonly decoderBlocks: readonly number[];
  readonly latentChannels: number;
}

export interface ClipNetwork {
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly mlpWidth: number;
  readonly vocabulary: number;
  readonly positions: number;
  readonly activation: 'quick_gelu' | 'gelu';
  readonly normEps: number;
  /** Width of the pooled projection, or null. */
  readonly projectionDim: number | null;
}
