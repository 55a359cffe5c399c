import type { UnetNetwork } from '../../protocol/networkConfigs';
import { unsupportedFile } from '../checkpointFaults';
import { families, familyOf } from './families';
import type { FamilyFacts } from './families';
import { takeKnown } from './refusals';
import { tr } from '../../texts/texts';

/**
 * The family of a UNet. Throws a Fault `checkpoint-unsupported` that names the relative it is, or lists its numbers.
 * @param selfContext the width that the first level's self-attention takes, which is the text's in one relative
 */
export function requireFamily(network: UnetNetwork, file: string, selfContext: number | null): FamilyFacts {
  const relative = refusedRelative(network, selfContext);
  if (relative) throw unsupportedFile(file, relative, takeKnown);
  const family = familyOf(network);
  if (!family) throw unsupportedFile(file, tr`holds a UNet of no family that the studio knows (${numbers(network)})`, takeKnown);
  if (![4, 8, 9].includes(network.inChannels) || network.outChannels !== 4)
    throw unsupportedFile(file, tr`holds a UNet with ${network.inChannels} input and ${network.outChannels} output channels`, takeKnown);
  return family;
}

/**
 * The family whose UNets a ControlNet leads: small ones lack transformers that the UNet has, so the text's width and the added
 * conditioning tell. Throws as `requireFamily` does.
 */
export function requireControlFamily(network: UnetNetwork, file: string): FamilyFacts {
  const added = network.addition?.inputDim ?? null;
  const family = families.find(
    (one) =>
      one.added === added &&
      one.contexts.includes(network.crossAttentionDim) &&
      one.layersPerBlock === network.layersPerBlock &&
      one.depths.length === network.depthsDown.length &&
      one.depths.every((depth, level) => network.depthsDown[level]?.every((found) => found <= depth)),
  );
  if (!family) throw unsupportedFile(file, tr`holds a ControlNet of no family that the studio knows (${numbers(network)})`, takeKnown);
  return family;
}

function refusedRelative(network: UnetNetwork, selfContext: number | null): string | null {
  const { inChannels, crossAttentionDim, addition, depthsDown, layersPerBlock, mid } = network;
  const classic = crossAttentionDim === 1024;
  if (classic && inChannels === 7) return tr`is an upscaler (x4), which enlarges pictures and does not edit them`;
  if (inChannels === 8 && crossAttentionDim === 768 && depthsDown[0]?.[0] === 0) return tr`is an upscaler of latents, which does not edit`;
  if (classic && inChannels === 5) return tr`is Stable Diffusion 2 led by depth (depth2img), which the studio does not run`;
  if (classic && addition && addition.inputDim !== 4) return tr`is Stable unCLIP, which varies pictures and takes no map`;
  if (classic && addition) return tr`is Lotus, which estimates depth and does not edit`;
  const lean = layersPerBlock === 1 && mid === null && depthsDown.length === 3;
  const textOnly = selfContext === crossAttentionDim && selfContext !== network.blockOutChannels[0];
  return lean && !addition && (depthsDown[0]?.[0] === 0 || textOnly) ? tr`is SDXS, a one-step model that the studio does not run` : null;
}

/** The numbers by which families are told, for a report. */
function numbers({
  blockOutChannels,
  inChannels,
  outChannels,
  crossAttentionDim,
  linearProjection,
  addition,
  depthsDown,
  mid,
}: UnetNetwork): string {
  return [
    `channels ${blockOutChannels.join('-')}`,
    `in ${inChannels}`,
    `out ${outChannels}`,
    `context ${crossAttentionDim}`,
    linearProjection ? tr`linear projections` : tr`convolutions as projections`,
    `added ${addition?.inputDim ?? 'none'}`,
    `depths ${depthsDown.map((depths) => depths.join(',')).join(' ')}`,
    `middle ${mid ?? 'none'}`,
  ].join('; ');
}
