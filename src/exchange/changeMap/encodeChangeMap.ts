import { turnPolarity } from '../../../workers/maps/polarity';
import type { Size } from '../../../workers/protocol/geometry';
import type { WhiteMeans } from '../../../workers/protocol/pictures';
import { pictureWorker } from '../pictureWorker';

/**
 * A change map as an 8-bit grey PNG.
 * @param values one byte a pixel, 255 = may change fully
 * @param whiteMeans what white is to mean in the file
 */
export function encodeChangeMap(values: Uint8Array, size: Size, whiteMeans: WhiteMeans): Promise<Uint8Array<ArrayBuffer>> {
  return pictureWorker().encodeGrey(whiteMeans === 'may-change' ? values : turnPolarity(values, whiteMeans), size);
}
