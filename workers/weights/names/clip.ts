import type { Keys, Mapped } from './mapped';

const openClipBlock: ReadonlyMap<string, string> = new Map([
  ['attn.out_proj', 'self_attn.out_proj'],
  ['ln_1', 'layer_norm1'],
  ['ln_2', 'layer_norm2'],
  ['mlp.c_fc', 'mlp.fc1'],
  ['mlp.c_proj', 'mlp.fc2'],
]);

const openClipTop: ReadonlyMap<string, string> = new Map([
  ['token_embedding.weight', 'text_model.embeddings.token_embedding.weight'],
  ['positional_embedding', 'text_model.embeddings.position_embedding.weight'],
  ['ln_final.weight', 'text_model.final_layer_norm.weight'],
  ['ln_final.bias', 'text_model.final_layer_norm.bias'],
  ['text_projection.weight', 'text_projection.weight'],
]);

/**
 * OpenCLIP's names (without their prefix) in transformers': queries, keys and values are rows of one tensor there, the projection is
 * transposed.
 */
export function openClipNames(keys: Keys): Mapped[] {
  return [...keys].flatMap(([key, tensor]): Mapped[] => {
    const top = openClipTop.get(key);
    if (top) return [{ name: top, tensor }];
    if (key === 'text_projection') return [{ name: 'text_projection.weight', tensor, transposed: true }];
    const block = /^transformer\.resblocks\.(\d{1,3})\.(.+)$/.exec(key);
    if (!block) return [];
    const layer = `text_model.encoder.layers.${block[1]}`;
    const rest = block[2] ?? '';
    const fused = /^attn\.in_proj_(weight|bias)$/.exec(rest);
    if (fused)
      return ['q', 'k', 'v'].map((letter, index) => ({
        name: `${layer}.self_attn.${letter}_proj.${fused[1]}`,
        tensor,
        part: { index, of: 3 },
      }));
    const dot = rest.lastIndexOf('.');
    const inner = openClipBlock.get(rest.slice(0, dot));
    return inner ? [{ name: `${layer}.${inner}.${rest.slice(dot + 1)}`, tensor }] : [];
  });
}

/** transformers' own names, in files of old or very new date without their `text_model.`. */
export function clipName(key: string): string {
  const bare = key.startsWith('text_model.') ? key.slice('text_model.'.length) : key;
  return bare.startsWith('text_projection.') ? bare : `text_model.${bare}`;
}
