import type { StoredTensor } from '../header/readHeader';
import { MappedTensors } from '../names/assemble';
import { clipName, openClipNames } from '../names/clip';
import { ldmAutoencoderNames, presentAutoencoderName } from '../names/ldmAutoencoder';
import { ldmUnetNames } from '../names/ldmUnet';
import type { Keys, Mapped } from '../names/mapped';
import { tinyAutoencoderNames } from '../names/tinyAutoencoder';
import { keysOf } from './locate';
import type { Located } from './locate';

/** Brings the tensors of a network that was found to diffusers' or transformers' names. */
export function mappedNetwork(tensors: ReadonlyMap<string, StoredTensor>, located: Located): MappedTensors {
  const keys = keysOf(tensors, located);
  if (located.kind === 'open-clip') return new MappedTensors(openClipNames(keys));
  return new MappedTensors(renamed(keys, translation(keys, located)));
}

function translation(keys: Keys, { kind, scheme }: Located): (key: string) => string | null {
  if (kind === 'clip') return clipName;
  if (kind === 'tiny-vae') return tinyAutoencoderNames(keys);
  if (kind === 'vae') return scheme === 'ldm' ? ldmAutoencoderNames(keys.keys()) : presentAutoencoderName;
  return scheme === 'ldm' ? ldmUnetNames(keys.keys()) : (key) => key;
}

function* renamed(keys: Keys, name: (key: string) => string | null): Generator<Mapped> {
  for (const [key, tensor] of keys) {
    const translated = name(key);
    if (translated !== null) yield { name: translated, tensor };
  }
}
