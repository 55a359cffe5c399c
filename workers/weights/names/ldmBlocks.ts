import type { UnetNetwork } from '../../protocol/networkConfigs';

/**
 * LDM's names of a network's blocks by diffusers': `down_blocks.0.resnets.0` → `input_blocks.1.0`. Networks with one residual block a level
 * are counted in twos or in threes, so a block may have two names.
 */
export function ldmBlocks(network: UnetNetwork): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  const strides = network.layersPerBlock === 1 ? [2, 3] : [network.layersPerBlock + 1];
  for (const stride of strides) addBlocks(network, stride, (name, ldm) => names.set(name, [...(names.get(name) ?? []), ldm]));
  names.set('mid_block.resnets.0', ['middle_block.0']);
  names.set('mid_block.attentions.0', ['middle_block.1']);
  names.set('mid_block.resnets.1', ['middle_block.2']);
  for (const [ldm, name] of fixed) names.set(name, [ldm]);
  return names;
}

const fixed = [
  ['time_embed.0', 'time_embedding.linear_1'],
  ['time_embed.2', 'time_embedding.linear_2'],
  ['label_emb.0.0', 'add_embedding.linear_1'],
  ['label_emb.0.2', 'add_embedding.linear_2'],
  ['input_blocks.0.0', 'conv_in'],
  ['out.0', 'conv_norm_out'],
  ['out.2', 'conv_out'],
] as const;

function addBlocks(network: UnetNetwork, stride: number, add: (name: string, ldm: string) => void): void {
  const { layersPerBlock, blockOutChannels, depthsUp } = network;
  blockOutChannels.forEach((_, level) => {
    const first = stride * level + 1;
    for (let j = 0; j < layersPerBlock; j++) {
      add(`down_blocks.${level}.resnets.${j}`, `input_blocks.${first + j}.0`);
      add(`down_blocks.${level}.attentions.${j}`, `input_blocks.${first + j}.1`);
    }
    add(`down_blocks.${level}.downsamplers.0.conv`, `input_blocks.${stride * (level + 1)}.0.op`);
  });
  depthsUp.forEach((depths, level) => {
    const first = stride * level;
    for (let j = 0; j <= layersPerBlock; j++) {
      add(`up_blocks.${level}.resnets.${j}`, `output_blocks.${first + j}.0`);
      add(`up_blocks.${level}.attentions.${j}`, `output_blocks.${first + j}.1`);
    }
    const upsampler =
      stride > layersPerBlock + 1 ? `${first + layersPerBlock + 1}.0` : `${first + layersPerBlock}.${depths.at(-1) ? 2 : 1}`;
    add(`up_blocks.${level}.upsamplers.0.conv`, `output_blocks.${upsampler}.conv`);
  });
}

const resnetParts: ReadonlyMap<string, string> = new Map([
  ['norm1', 'in_layers.0'],
  ['conv1', 'in_layers.2'],
  ['time_emb_proj', 'emb_layers.1'],
  ['norm2', 'out_layers.0'],
  ['conv2', 'out_layers.3'],
  ['conv_shortcut', 'skip_connection'],
]);

/** LDM's names of a module by diffusers' name of it (without `.weight`). */
export function ldmModuleNames(blocks: ReadonlyMap<string, readonly string[]>, module: string): readonly string[] {
  const direct = blocks.get(module);
  if (direct) return direct;
  const place = /^((?:down_blocks|up_blocks)\.\d+\.(resnets|attentions)\.\d+|mid_block\.(resnets|attentions)\.\d+)\.(.+)$/.exec(module);
  if (!place) return [];
  const rest = place[4] ?? '';
  const part = (place[2] ?? place[3]) === 'resnets' ? resnetParts.get(rest) : rest;
  return part === undefined ? [] : (blocks.get(place[1] ?? '') ?? []).map((block) => `${block}.${part}`);
}
