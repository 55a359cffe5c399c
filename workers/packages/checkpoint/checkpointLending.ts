import type { ImportReport } from '../../protocol/importReport';
import { lendableParts, type LendablePart } from '../../protocol/loans';
import type { CheckpointPart, OpenedCheckpoint } from '../../weights/identify/opened';
import { latentsOf } from './lentNetworks';
import { partsOf } from './partGraph';
import { partBytes } from './sizes';

/** What a checkpoint has to lend and what it lacks; an autoencoder is lent and borrowed as a whole. */
export function checkpointLending(opened: OpenedCheckpoint, label: string): ImportReport['lending'] {
  const own = partsOf(opened.networks);
  const hasVae = own.includes('vae_encoder') && own.includes('vae_decoder');
  const gives = lendableParts.filter((part) => own.includes(part) && (hasVae || !part.startsWith('vae')));
  return {
    gives: gives.map((part) => ({ part, sizeBytes: partBytes(opened, part) })),
    lacks: [...new Set(opened.missing.flatMap((part) => lackOf(part)))],
    latents: latentsOf(opened, label),
    isPart: opened.networks.unet === undefined && gives.length > 0,
  };
}

function lackOf(part: CheckpointPart): readonly LendablePart[] {
  if (part.startsWith('vae')) return ['vae_encoder', 'vae_decoder'];
  return lendableParts.filter((one) => one === part);
}
