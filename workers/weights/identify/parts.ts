import type { AutoencoderNetwork, ClipNetwork, ControlNetwork, TinyAutoencoderNetwork, UnetNetwork } from '../../protocol/networkConfigs';
import type { WeightTable } from '../../protocol/tensorView';

/** One network of a model: what its graph needs, and where its weights lie. */
export interface PartOf<N> {
  readonly network: N;
  readonly weights: WeightTable;
}

/** The networks that were found; absent where there is none. */
export interface CheckpointParts {
  readonly unet?: PartOf<UnetNetwork>;
  readonly controlNet?: PartOf<ControlNetwork>;
  readonly vae?: PartOf<AutoencoderNetwork>;
  readonly tinyVae?: PartOf<TinyAutoencoderNetwork>;
  readonly textEncoder?: PartOf<ClipNetwork>;
  readonly textEncoder2?: PartOf<ClipNetwork>;
}
