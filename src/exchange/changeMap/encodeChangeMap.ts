import { turnPolarity } from '../../../workers/maps/polarity';
import type { Size } from '../../../workers/protocol/geometry';
import type { WhiteMeans } from '../../../workers/protocol/pictures';
import { pictureWorker } from '../pictureWorker';

/**
 * A change map as a grey PNG.
 * @param values one byte a pixel, 255 = may change fully
 * @param whiteMeans what white is to mean in the file
 * @param depth bits a pixel
 */
export function encodeChangeMap(
  values: Uint8Array,
  size: Size,
  whiteMeans: WhiteMeans,
  depth: 8 | 16 = 8,
): Promise<Uint8Array<ArrayBuffer>> {
  return pictureWorker().encodeGrey(whiteMeans === 'may-change' ? values : turnPolarity(values, whiteMeans), size, { depth });
}
