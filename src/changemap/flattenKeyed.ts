import type { KeyedPicture } from '../engine/keyedPicture';
import type { DocumentState, Layer, Picture } from '../document/documentState';
import { flattenRect } from '../document/flatten';
import { tr } from '../../workers/texts/texts';

/** Names of flattened pictures: what a document holds is never written to, so identity tells content. */
const names = new WeakMap<Picture, WeakMap<readonly Layer[], string>>();
let count = 0;

function nameOf(picture: Picture, layers: readonly Layer[]): string {
  const ofPicture = names.get(picture) ?? new WeakMap<readonly Layer[], string>();
  names.set(picture, ofPicture);
  const known = ofPicture.get(layers);
  if (known !== undefined) return known;
  count += 1;
  const name = tr`flattened ${count}`;
  ofPicture.set(layers, name);
  return name;
}

/** The visible layers flattened, under a name that tells the same content again: for workers that keep pictures. */
export function flattenKeyed({ picture, layers }: Pick<DocumentState, 'picture' | 'layers'>): KeyedPicture {
  if (!picture) throw new Error('There is no picture to flatten.');
  const { width, height } = picture;
  return { key: nameOf(picture, layers), width, height, rgba: flattenRect(picture, layers, { x: 0, y: 0, width, height }) };
}
