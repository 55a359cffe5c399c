import type { ClipNetwork } from '../../protocol/networkConfigs';
import { countChildren } from './found';
import type { Found } from './found';

const lists = new Set(['layers']);
const headWidth = 64;
const normEps = 1e-5;

/** What names and shapes cannot tell of a text encoder. */
export interface ClipChoice {
  readonly activation: ClipNetwork['activation'];
  /** The pooled projection is a part of the encoder. */
  readonly projects: boolean;
  /** SD 2 ends one block before the last of OpenCLIP's. */
  readonly dropsLastBlock: boolean;
}

/** Configuration of a CLIP text encoder from names and shapes; heads are 64 wide in all of them. */
export function deriveClip(found: Found, { activation, projects, dropsLastBlock }: ClipChoice): ClipNetwork {
  const tokens = found.shape('text_model.embeddings.token_embedding.weight');
  const width = tokens?.[1] ?? 0;
  const blocks = countChildren(found, lists)('text_model.encoder.layers');
  return {
    width,
    layers: Math.max(0, blocks - (dropsLastBlock ? 1 : 0)),
    heads: Math.max(1, Math.floor(width / headWidth)),
    mlpWidth: found.shape('text_model.encoder.layers.0.mlp.fc1.weight')?.[0] ?? 0,
    vocabulary: tokens?.[0] ?? 0,
    positions: found.shape('text_model.embeddings.position_embedding.weight')?.[0] ?? 0,
    activation,
    normEps,
    projectionDim: projects ? (found.shape('text_projection.weight')?.[0] ?? width) : null,
  };
}
