import type { Size } from '../../../workers/protocol/geometry';
import type { ImportedMap, MapReading } from '../../../workers/protocol/pictures';
import type { PictureCallOptions } from '../../engine/pictureClient';
import { pictureWorker } from '../pictureWorker';

/**
 * Reads any picture as a change map, off the window's thread: its greys under the reading, turned to "white = may change", brought
 * to the scene's size where it has another.
 * @throws Fault 'bad-picture', 'cancelled'
 */
export function importChangeMap(file: Blob, scene: Size, reading: MapReading, options?: PictureCallOptions): Promise<ImportedMap> {
  return pictureWorker().readMap(file, scene, reading, options);
}
