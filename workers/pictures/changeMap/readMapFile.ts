import { mapValues } from '../../maps/mapValues';
import { resizeMap } from '../../maps/resizeMap';
import { scaledSentence } from '../../maps/scaledSentence';
import type { Size } from '../../protocol/geometry';
import type { ImportedMap, MapReading } from '../../protocol/pictures';
import { importPicture, type ImportOptions } from '../import/importPicture';
import { isColourNotice } from '../import/colourNotice';
import { wordings } from '../import/notices';

/** Notices about colours, which a map does not have. */
const ofColours: readonly string[] = [wordings.profileDropped, wordings.cmyk, wordings.notesCut];

/**
 * Reads any picture as a change map: its greys under the reading, turned to "white = may change", brought to the scene's size where
 * it has another.
 * @throws Fault 'bad-picture'
 */
export async function readMapFile(file: Blob, scene: Size, reading: MapReading, options?: ImportOptions): Promise<ImportedMap> {
  const { width, height, rgba, notices: all } = await importPicture(file, options);
  const fileSize = { width, height };
  const values = mapValues(rgba, reading);
  const notices = all.filter((notice) => !ofColours.includes(notice) && !isColourNotice(notice));
  const scaled = scaledSentence(fileSize, scene, 'was');
  if (scaled === null) return { values, fileSize, notices };
  return { values: resizeMap(values, fileSize, scene), fileSize, notices: [...notices, scaled] };
}
