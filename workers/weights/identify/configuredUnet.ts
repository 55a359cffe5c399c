import type { UnetNetwork } from '../../protocol/networkConfigs';
import { unsupportedFile } from '../checkpointFaults';
import type { ConfigFile } from './configFiles';
import { takeKnown } from './refusals';
import { tr } from '../../texts/texts';

/** Keys of a UNet's configuration that must have these values, or be absent. */
const required: readonly (readonly [key: string, values: readonly unknown[]])[] = [
  ['encoder_hid_dim', [null]],
  ['encoder_hid_dim_type', [null]],
  ['class_embed_type', [null]],
  ['num_class_embeds', [null]],
  ['only_cross_attention', [false]],
  ['conv_in_kernel', [3]],
  ['conv_out_kernel', [3]],
  ['resnet_skip_time_act', [false]],
  ['resnet_time_scale_shift', ['default']],
  ['time_embedding_type', ['positional']],
  ['attention_type', ['default']],
  ['dual_cross_attention', [false]],
  ['addition_embed_type', [null, 'text_time']],
  ['act_fn', ['silu', 'swish']],
  ['controlnet_conditioning_channel_order', ['rgb']],
];

/**
 * A UNet's or ControlNet's network with what its configuration says beyond names and shapes. Throws a Fault `checkpoint-unsupported` for
 * settings that the studio's graphs do not have.
 */
export function configuredUnet<N extends UnetNetwork>(network: N, config: ConfigFile | null): N {
  if (!config) return network;
  for (const [key, values] of required) {
    const value = config.value(key);
    if (value === undefined || values.includes(value) || (value === null && key !== 'addition_embed_type')) continue;
    throw unsupportedFile(
      config.path,
      tr`asks for “${key}”: ${JSON.stringify(value).slice(0, 60)}, which the studio’s networks do not have`,
      takeKnown,
    );
  }
  const heads = configuredHeads(network, config);
  const timeDim = config.number('addition_time_embed_dim');
  return {
    ...network,
    ...(heads && { heads }),
    upcastAttention: config.flag('upcast_attention') ?? false,
    normGroups: config.number('norm_num_groups') ?? network.normGroups,
    addition: network.addition && { ...network.addition, timeDim: timeDim ?? network.addition.timeDim },
  };
}

/** The key that is called `attention_head_dim` holds the number of heads. */
function configuredHeads({ blockOutChannels }: UnetNetwork, config: ConfigFile): readonly number[] | null {
  for (const key of ['num_attention_heads', 'attention_head_dim']) {
    const one = config.number(key);
    const list = one === null ? config.numbers(key) : blockOutChannels.map(() => one);
    if (!list) continue;
    const fits = list.length === blockOutChannels.length && list.every((heads, i) => heads > 0 && (blockOutChannels[i] ?? 0) % heads === 0);
    if (!fits) throw unsupportedFile(config.path, tr`has heads of attention (“${key}”) that do not divide the channels`, takeKnown);
    return list;
  }
  return null;
}
