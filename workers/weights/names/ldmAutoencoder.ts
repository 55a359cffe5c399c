import { smallNumber } from './mapped';

const attention: ReadonlyMap<string, string> = new Map([
  ['norm', 'group_norm'],
  ['q', 'to_q'],
  ['k', 'to_k'],
  ['v', 'to_v'],
  ['proj_out', 'to_out.0'],
]);

const oldAttention: ReadonlyMap<string, string> = new Map([
  ['query', 'to_q'],
  ['key', 'to_k'],
  ['value', 'to_v'],
  ['proj_attn', 'to_out.0'],
]);

const mid: ReadonlyMap<string, string> = new Map([
  ['block_1', 'resnets.0'],
  ['block_2', 'resnets.1'],
  ['attn_1', 'attentions.0'],
]);

/** LDM's names of an autoencoder (without their prefix) in diffusers', whose decoder counts its levels the other way round. */
export function ldmAutoencoderNames(keys: Iterable<string>): (key: string) => string | null {
  let levels = 0;
  for (const key of keys) {
    const level = /^decoder\.up\.(\d{1,2})\./.exec(key);
    if (level) levels = Math.max(levels, Number(level[1]) + 1);
  }
  return (key) => translate(key, levels);
}

/** The quantising layers stand beside the halves, or within them. */
function quantName(key: string): string | null {
  return /^(?:encoder\.|decoder\.)?((?:post_)?quant_conv\.(?:weight|bias))$/.exec(key)?.[1] ?? null;
}

function translate(key: string, levels: number): string | null {
  const quant = quantName(key);
  if (quant) return quant;
  const [half, ...path] = key.split('.');
  if (half !== 'encoder' && half !== 'decoder') return null;
  const end = path.at(-1) ?? '';
  const [first, second, third, fourth] = path;
  if (path.length === 2) return first === 'norm_out' ? `${half}.conv_norm_out.${end}` : first?.startsWith('conv_') ? key : null;
  if (first === 'mid') return midName(half, path);
  const level = smallNumber(second ?? '');
  if (level === null || (half === 'encoder') !== (first === 'down')) return null;
  const block = half === 'encoder' ? `encoder.down_blocks.${level}` : `decoder.up_blocks.${levels - 1 - level}`;
  if (third === 'block') return `${block}.resnets.${fourth}.${within(path.slice(4))}`;
  if (third === 'downsample' && half === 'encoder') return `${block}.downsamplers.0.${path.slice(3).join('.')}`;
  if (third === 'upsample' && half === 'decoder') return `${block}.upsamplers.0.${path.slice(3).join('.')}`;
  return null;
}

function midName(half: string, [, block, ...rest]: readonly string[]): string | null {
  const name = mid.get(block ?? '');
  if (!name) return null;
  if (!name.startsWith('attentions')) return `${half}.mid_block.${name}.${within(rest)}`;
  const part = attention.get(rest[0] ?? '');
  return part ? `${half}.mid_block.${name}.${part}.${rest.slice(1).join('.')}` : null;
}

function within(path: readonly string[]): string {
  return path.map((word) => (word === 'nin_shortcut' ? 'conv_shortcut' : word)).join('.');
}

/** diffusers' own older names of the autoencoder's attention in its present ones; other names as they are. */
export function presentAutoencoderName(key: string): string {
  const quant = quantName(key);
  if (quant) return quant;
  const parts = /^(.*\.attentions\.\d+\.)(query|key|value|proj_attn)(\.(?:weight|bias))$/.exec(key);
  return parts ? `${parts[1]}${oldAttention.get(parts[2] ?? '')}${parts[3]}` : key;
}
