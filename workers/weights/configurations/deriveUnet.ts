import type { ControlNetwork, UnetNetwork } from '../../protocol/networkConfigs';
import { countChildren } from './found';
import type { Found } from './found';

const lists = new Set(['down_blocks', 'up_blocks', 'resnets', 'attentions', 'transformer_blocks', 'blocks']);
/** Each of SDXL's time ids is embedded this wide. */
const timeIdDim = 256;
const classicContext = 768;
const classicHeads = 8;
const headWidth = 64;
/** SD 1 and 2, SDXL and their relatives have groups of this number everywhere. */
const normGroups = 32;

/**
 * Configuration of a UNet from names and shapes alone, as single files bring none. Heads are 8 where the text is 768 wide (SD 1),
 * else 64 channels each. Parts that are not there come out as 0, and the list of parameters then tells what is missing.
 */
export function deriveUnet(found: Found): UnetNetwork {
  const count = countChildren(found, lists);
  const levels = count('down_blocks');
  const layers = count('down_blocks.0.resnets');
  const blockOutChannels = range(levels, (level) => found.shape(`down_blocks.${level}.resnets.0.conv1.weight`)?.[0] ?? 0);
  const stacks = (block: string, length: number) => range(length, (j) => count(`${block}.attentions.${j}.transformer_blocks`));
  const depthsDown = range(levels, (level) => stacks(`down_blocks.${level}`, layers));
  const depthsUp = range(count('up_blocks'), (level) => stacks(`up_blocks.${level}`, layers + 1));
  const mid = deriveMid(count);
  const context = contextWidth(found, depthsDown, depthsUp);
  const addition = found.shape('add_embedding.linear_1.weight');
  const crossAttentionDim = context ?? (addition ? 2048 : classicContext);
  return {
    inChannels: found.shape('conv_in.weight')?.[1] ?? 0,
    outChannels: found.shape('conv_out.weight')?.[0] ?? 4,
    blockOutChannels,
    layersPerBlock: layers,
    depthsDown,
    depthsUp,
    mid,
    heads: blockOutChannels.map((channels) =>
      crossAttentionDim === classicContext ? classicHeads : Math.max(1, Math.floor(channels / headWidth)),
    ),
    crossAttentionDim,
    linearProjection: isLinear(found),
    addition: addition ? { timeDim: timeIdDim, inputDim: addition[1] ?? 0 } : null,
    guidanceDim: found.shape('time_embedding.cond_proj.weight')?.[1] ?? null,
    // SD 2.1 overflows in half precision; whoever knows the configuration says so.
    upcastAttention: crossAttentionDim === 1024,
    normGroups,
  };
}

/** The same for a ControlNet, with the layers that bring its picture to the latents' size. */
export function deriveControlNet(found: Found): ControlNetwork {
  const count = countChildren(found, lists);
  const first = found.shape('controlnet_cond_embedding.conv_in.weight');
  const halvings = Math.floor(count('controlnet_cond_embedding.blocks') / 2);
  const widths = range(halvings, (i) => found.shape(`controlnet_cond_embedding.blocks.${2 * i + 1}.weight`)?.[0] ?? 0);
  return {
    ...deriveUnet(found),
    conditioningChannels: first?.[1] ?? 0,
    conditioningOutChannels: [first?.[0] ?? 0, ...widths],
    globalPool: false,
  };
}

function deriveMid(count: (list: string) => number): UnetNetwork['mid'] {
  const resnets = count('mid_block.resnets');
  if (resnets === 0) return null;
  return resnets === 1 && count('mid_block.attentions') === 0 ? 'resnet' : count('mid_block.attentions.0.transformer_blocks');
}

function contextWidth(found: Found, down: UnetNetwork['depthsDown'], up: UnetNetwork['depthsUp']): number | null {
  const width = (stack: string) => found.shape(`${stack}.transformer_blocks.0.attn2.to_k.weight`)?.[1];
  const places = [...down.map((depths, i) => [`down_blocks.${i}`, depths] as const), ...up.map((d, i) => [`up_blocks.${i}`, d] as const)];
  for (const [block, depths] of places)
    for (const [j, depth] of depths.entries()) {
      const context = depth > 0 ? width(`${block}.attentions.${j}`) : undefined;
      if (context !== undefined) return context;
    }
  return width('mid_block.attentions.0') ?? null;
}

/** Files hold the transformers' projections as linear layers or as 1×1 convolutions; most of a file's say which. */
function isLinear(found: Found): boolean {
  let [linear, all] = [0, 0];
  for (const name of found.names())
    if (name.endsWith('.proj_in.weight')) {
      all++;
      if (found.shape(name)?.length === 2) linear++;
    }
  return linear * 2 > all;
}

function range<T>(length: number, item: (i: number) => T): T[] {
  return Array.from({ length }, (_, i) => item(i));
}
