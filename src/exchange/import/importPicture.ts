import type { OpenedPicture } from '../../../workers/protocol/pictures';
import type { OpenOptions } from '../../engine/pictureClient';
import { pictureWorker } from '../pictureWorker';

/**
 * Opens a picture file off the window's thread: pixels frozen once as RGBA8 with straight alpha, without colour conversion, upright.
 * @throws Fault 'bad-picture', always with what to do; 'cancelled'
 */
export function importPicture(file: Blob, options?: OpenOptions): Promise<OpenedPicture> {
  return pictureWorker().open(file, options);
}
