import type { Size } from '../../../workers/protocol/geometry';
import { encodeGreyPng } from '../png/encodePng';
import { turnPolarity, type WhiteMeans } from './polarity';

/**
 * A change map as an 8-bit grey PNG.
 * @param values one byte a pixel, 255 = may change fully
 * @param whiteMeans what white is to mean in the file
 */
export function encodeChangeMap(values: Uint8Array, { width, height }: Size, whiteMeans: WhiteMeans): Promise<Uint8Array<ArrayBuffer>> {
  return encodeGreyPng(width, height, turnPolarity(values, whiteMeans));
}
