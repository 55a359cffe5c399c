import type { Picture } from '../../document/documentState';
import type { Size } from '../../../workers/protocol/geometry';
import { tr } from '../../../workers/texts/texts';

export type BlankGround = 'white' | 'grey' | 'black';

export const blankGrounds: readonly { readonly value: BlankGround; readonly label: string }[] = [
  { value: 'white', label: tr`White` },
  { value: 'grey', label: tr`Grey` },
  { value: 'black', label: tr`Black` },
];

const values: Readonly<Record<BlankGround, number>> = { white: 255, grey: 128, black: 0 };

/** An opaque picture of one grey. */
export function blankPicture({ width, height }: Size, ground: BlankGround): Picture {
  const rgba = new Uint8Array(width * height * 4).fill(values[ground]);
  for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
  return { width, height, rgba, icc: null, name: 'New picture' };
}
