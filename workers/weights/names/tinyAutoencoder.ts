import type { Keys } from './mapped';

const halves: readonly (readonly [RegExp, 'encoder' | 'decoder'])[] = [
  [/^(?:taesd_encoder|encoder(?:\.layers)?)\.(\d{1,2})\.(.+)$/, 'encoder'],
  [/^(?:taesd_decoder|decoder(?:\.layers)?)\.(\d{1,2})\.(.+)$/, 'decoder'],
];

/**
 * Names of a tiny autoencoder in diffusers', `encoder.layers.N` and `decoder.layers.N`. Its author's files name the layers of one half by
 * bare numbers, and count the decoder's from 1, behind its clamp.
 */
export function tinyAutoencoderNames(keys: Keys): (key: string) => string | null {
  const firstOf = { encoder: Number.POSITIVE_INFINITY, decoder: Number.POSITIVE_INFINITY };
  const bare = bareHalf(keys);
  const place = (key: string): readonly ['encoder' | 'decoder', number, string] | null => {
    for (const [pattern, half] of halves) {
      const found = pattern.exec(key);
      if (found) return [half, Number(found[1]), found[2] ?? ''];
    }
    const found = bare && /^(\d{1,2})\.(.+)$/.exec(key);
    return found ? [bare, Number(found[1]), found[2] ?? ''] : null;
  };
  for (const key of keys.keys()) {
    const placed = place(key);
    if (placed) firstOf[placed[0]] = Math.min(firstOf[placed[0]], placed[1]);
  }
  return (key) => {
    const placed = place(key);
    return placed && `${placed[0]}.layers.${placed[1] - firstOf[placed[0]]}.${placed[2]}`;
  };
}

/** Whose layers bare numbers are: the encoder begins with the picture's three channels. */
function bareHalf(keys: Keys): 'encoder' | 'decoder' | null {
  const first = keys.get('0.weight') ?? keys.get('1.weight');
  if (!first) return null;
  return first.shape[1] === 3 ? 'encoder' : 'decoder';
}
