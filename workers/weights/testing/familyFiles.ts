import { unetParameters } from '../configurations/unetParameters';
import { familyNetwork } from '../identify/families';
import type { FamilyFacts } from '../identify/families';
import { ldmBlocks, ldmModuleNames } from '../names/ldmBlocks';
import type { UnetNetwork } from '../../protocol/networkConfigs';
import type { MadeTensor } from './madeFile';

/** A family's UNet with a tenth of its channels. */
export function smallFamily(family: FamilyFacts): UnetNetwork {
  const network = familyNetwork(family);
  return { ...network, blockOutChannels: network.blockOutChannels.map((channels) => Math.floor(channels / 10)) };
}

/** A UNet's tensors under LDM's names. @param numbering which of the two ways of counting blocks, where there are two */
export function ldmUnet(network: UnetNetwork, prefix: string, numbering: 'first' | 'last' = 'first'): Map<string, MadeTensor> {
  const blocks = ldmBlocks(network);
  return new Map(
    [...unetParameters(network)].map(([name, shape]) => {
      const [, module = '', parameter = ''] = /^(.*)\.(weight|bias)$/.exec(name) ?? [];
      const names = ldmModuleNames(blocks, module);
      const ldm = numbering === 'first' ? names[0] : names.at(-1);
      // LCM's embedding keeps its own name among LDM's.
      return [`${prefix}${ldm ?? module}.${parameter}`, { shape }];
    }),
  );
}

/** A UNet's tensors under diffusers' names. */
export function diffusersUnet(network: UnetNetwork, prefix = ''): Map<string, MadeTensor> {
  return new Map([...unetParameters(network)].map(([name, shape]) => [prefix + name, { shape }]));
}
