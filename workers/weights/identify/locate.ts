import type { StoredTensor } from '../header/readHeader';
import type { Keys } from '../names/mapped';

/** Networks that a file can hold. */
export type NetworkKind = 'unet' | 'controlnet' | 'vae' | 'tiny-vae' | 'clip' | 'open-clip';

/** A network found in a file: under which prefix, in whose names. */
export interface Located {
  readonly kind: NetworkKind;
  readonly scheme: 'ldm' | 'diffusers';
  readonly prefix: string;
}

type Tensors = ReadonlyMap<string, StoredTensor>;

/** Finds the networks of a file by names that each of them has once, whatever stands in front of them. */
export function locate(tensors: Tensors): Located[] {
  const located = [...tensors.keys()].flatMap((name): Located[] => {
    const found = locateBy(tensors, name);
    return found ? [found] : [];
  });
  const unique = new Map(located.map((one) => [`${one.kind} ${one.prefix}`, one]));
  return [...unique.values()].sort((a, b) => preference(a) - preference(b));
}

/** Tensors behind a network's prefix, by what stands behind it. */
export function keysOf(tensors: Tensors, { kind, prefix }: Located): Keys {
  const keys = new Map<string, StoredTensor>();
  for (const [name, tensor] of tensors) if (name.startsWith(prefix)) keys.set(name.slice(prefix.length), tensor);
  // Combined files of tiny autoencoders hold nothing else behind an empty prefix.
  if (kind !== 'tiny-vae') return keys;
  return new Map([...keys].filter(([key]) => /^(?:(?:taesd_)?(?:encoder|decoder)\.|\d+\.)/.test(key)));
}

function locateBy(tensors: Tensors, name: string): Located | null {
  const behind = (end: string) => (name === end || name.endsWith(`.${end}`) ? name.slice(0, name.length - end.length) : null);
  const ldm = behind('input_blocks.0.0.weight');
  if (ldm !== null) return { kind: hasAny(tensors, ldm, ldmControl) ? 'controlnet' : 'unet', scheme: 'ldm', prefix: ldm };
  const diffusers = behind('time_embedding.linear_1.weight');
  if (diffusers !== null && tensors.has(`${diffusers}conv_in.weight`))
    return { kind: hasAny(tensors, diffusers, diffusersControl) ? 'controlnet' : 'unet', scheme: 'diffusers', prefix: diffusers };
  const autoencoder = behind('decoder.conv_in.weight') ?? behind('encoder.conv_in.weight');
  if (autoencoder !== null) return { kind: 'vae', scheme: hasAny(tensors, autoencoder, ldmMid) ? 'ldm' : 'diffusers', prefix: autoencoder };
  const tiny = locateTiny(tensors, name, behind);
  if (tiny !== null) return { kind: 'tiny-vae', scheme: 'diffusers', prefix: tiny };
  const clip = behind('embeddings.token_embedding.weight');
  if (clip !== null) return { kind: 'clip', scheme: 'diffusers', prefix: clip.replace(/text_model\.$/, '') };
  const openClip = behind('token_embedding.weight');
  if (openClip !== null && tensors.has(`${openClip}positional_embedding`)) return { kind: 'open-clip', scheme: 'ldm', prefix: openClip };
  return null;
}

const ldmControl = ['zero_convs.0.0.weight', 'input_hint_block.0.weight'];
const diffusersControl = ['controlnet_cond_embedding.conv_in.weight', 'controlnet_down_blocks.0.weight'];
const ldmMid = ['decoder.mid.block_1.norm1.weight', 'encoder.mid.block_1.norm1.weight'];

function hasAny(tensors: Tensors, prefix: string, names: readonly string[]): boolean {
  return names.some((name) => tensors.has(prefix + name));
}

const tinyEnds = ['decoder.layers.0.weight', 'encoder.layers.0.weight', 'taesd_decoder.1.weight', 'taesd_encoder.0.weight'];

function locateTiny(tensors: Tensors, name: string, behind: (end: string) => string | null): string | null {
  if (tensors.get(name)?.shape.length !== 4) return null;
  for (const end of tinyEnds) {
    const prefix = behind(end);
    if (prefix !== null) return prefix;
  }
  const whole = /^(.*\.)?((?:encoder|decoder)\.)[01]\.weight$/.exec(name);
  if (whole && [1, 2, 3].some((layer) => tensors.has(`${whole[1] ?? ''}${whole[2]}${layer}.conv.0.weight`))) return whole[1] ?? '';
  const bare = name === '0.weight' || name === '1.weight';
  return bare && [1, 2, 3].some((layer) => tensors.has(`${layer}.conv.0.weight`)) ? '' : null;
}

const usual = ['model.diffusion_model.', 'first_stage_model.', 'cond_stage_model.', 'conditioner.embedders.0.', 'conditioner.embedders.1.'];

/** Of two networks of one kind the one under the usual prefix counts; without such a one, the first. */
function preference({ prefix }: Located): number {
  const place = usual.findIndex((start) => prefix.startsWith(start));
  return place < 0 ? usual.length : place;
}
