import type { ClipNetwork } from '../../protocol/networkConfigs';
import { clipParameters } from '../configurations/clipParameters';
import { unetParameters } from '../configurations/unetParameters';
import { families, familyNetwork } from '../identify/families';
import type { FamilyFacts, WeightsFamily } from '../identify/families';
import { LoraTargets } from './targets';
import type { LoraParts } from './targets';

const common = { vocabulary: 49408, positions: 77, normEps: 1e-5, projectionDim: null } as const;
const clipL: ClipNetwork = { ...common, width: 768, layers: 12, heads: 12, mlpWidth: 3072, activation: 'quick_gelu' };
const openClipH: ClipNetwork = { ...common, width: 1024, layers: 23, heads: 16, mlpWidth: 4096, activation: 'gelu' };
const bigG: ClipNetwork = { ...common, width: 1280, layers: 32, heads: 20, mlpWidth: 5120, activation: 'gelu', projectionDim: 1280 };

const made = new Map<WeightsFamily, LoraTargets>();

/** What the published model of a family has to change, for LoRAs that are looked at without a model. */
export function familyTargets(family: FamilyFacts): LoraTargets {
  const held = made.get(family.name);
  if (held) return held;
  const targets = new LoraTargets(partsOf(family));
  made.set(family.name, targets);
  return targets;
}

/** Families from the most to the least common, so that the first of several that fit is the likeliest. */
export const loraFamilies: readonly FamilyFacts[] = families;

function partsOf(family: FamilyFacts): LoraParts {
  const network = familyNetwork(family);
  const first = family.contexts[0] === 1024 ? openClipH : clipL;
  return {
    unet: { network, shapes: unetParameters(network) },
    ...(family.texts.includes('text_encoder') && { text_encoder: { shapes: clipParameters(first) } }),
    ...(family.texts.includes('text_encoder_2') && { text_encoder_2: { shapes: clipParameters(bigG) } }),
  };
}
