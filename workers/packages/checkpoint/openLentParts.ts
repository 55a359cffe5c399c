import { latentScales } from '../family/recogniseFamily';
import type { DeviceNeeds } from '../layout/chooseGraphs';
import type { Lender } from '../lender';
import type { LentNetworks } from '../lentParts';
import { checkpointNetworks } from './checkpointNetworks';
import { checkpointDigest } from './identity';
import { latentsOf } from './lentNetworks';
import { vaeConfig } from './modelConfigs';
import { openComposed } from './openComposed';
import { precisionOf } from './writtenPart';

/**
 * Opens a checkpoint, or a part of one alone, to lend its autoencoder to a package of graphs. Throws Faults as `openWeights` does.
 * @param scaling of the borrower's latents, for autoencoders of which nothing tells whose they are.
 */
export async function openLentParts({ source, checkpoint }: Lender, device: DeviceNeeds, scaling: number): Promise<LentNetworks> {
  const composed = await openComposed(source);
  const { opened, files } = composed;
  const vae = vaeConfig(opened);
  const space = latentsOf(opened, source.label);
  const scale = !opened.networks.vae ? vae.scaling_factor : space === null ? scaling : latentScales[space];
  return {
    ...checkpointNetworks(composed, { device, precision: precisionOf(opened, device, checkpoint?.precision) }),
    title: source.label,
    sha256: await checkpointDigest(files.filter(({ path }) => opened.chosen.includes(path))),
    vae: { ...vae, scaling_factor: opened.latents?.scalingFactor && opened.networks.vae ? opened.latents.scalingFactor : scale },
  };
}
