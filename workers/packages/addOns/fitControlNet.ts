import type { ByteFile } from '../../protocol/byteFile';
import { Fault } from '../../protocol/faults';
import type { UnetNetwork } from '../../protocol/networkConfigs';
import type { OpenedCheckpoint } from '../../weights/identify/opened';
import { openWeights } from '../../weights/identify/openWeights';
import { tr } from '../../texts/texts';

/**
 * Opens a ControlNet for a UNet. Throws Faults: `checkpoint-invalid` for an unsound file, `checkpoint-unsupported` where it is no
 * ControlNet, or was made for UNets of other widths.
 */
export async function fitControlNet(file: ByteFile, name: string, unet: UnetNetwork): Promise<OpenedCheckpoint> {
  const opened = await openWeights([file]);
  const net = opened.kind === 'controlnet' ? opened.networks.controlNet?.network : undefined;
  if (opened.kind !== 'controlnet' || !net) throw foreign(name, tr`is no ControlNet`, tr`Choose a ControlNet for the guide.`);
  const odd = differences(net, unet)[0];
  if (odd) throw foreign(name, tr`was made for another family of models: ${odd}`, tr`Choose a ControlNet made for the model in use.`);
  return opened;
}

/** Where a net's residuals or its text could not meet the UNet's, in words. Transformers may be fewer: small nets lack some. */
function differences(net: UnetNetwork, unet: UnetNetwork): readonly string[] {
  const widths = ({ blockOutChannels }: UnetNetwork): string => blockOutChannels.join('-');
  const added = ({ addition }: UnetNetwork): number => addition?.inputDim ?? 0;
  return [
    net.crossAttentionDim === unet.crossAttentionDim
      ? ''
      : tr`it takes texts ${net.crossAttentionDim} numbers wide, and the model’s are ${unet.crossAttentionDim}`,
    widths(net) === widths(unet) && net.layersPerBlock === unet.layersPerBlock
      ? ''
      : tr`its levels are ${widths(net)} channels wide, and the UNet’s ${widths(unet)}`,
    added(net) === added(unet) ? '' : tr`it takes another kind of conditioning beside the text`,
    net.inChannels === unet.inChannels ? '' : tr`it takes ${net.inChannels} channels of latents, and the UNet ${unet.inChannels}`,
  ].filter((sentence) => sentence !== '');
}

function foreign(name: string, what: string, hint: string): Fault {
  return new Fault('checkpoint-unsupported', tr`“${name}” ${what}.`, hint);
}
