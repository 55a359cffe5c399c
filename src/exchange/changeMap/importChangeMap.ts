import type { Size } from '../../../workers/protocol/geometry';
import { importPicture } from '../import/importPicture';
import { wordings } from '../import/notices';
import { lumaOf } from './lumaOf';
import { turnPolarity, type WhiteMeans } from './polarity';
import { resampleGrey } from './resampleGrey';

export interface ImportedMap {
  /** One byte a pixel at the scene's size, 255 = may change fully. */
  readonly values: Uint8Array;
  readonly notices: readonly string[];
}

const sizeWords = ({ width, height }: Size): string => `${width.toLocaleString('en')} × ${height.toLocaleString('en')}`;

/**
 * Reads any picture as a change map: its grey (luma × alpha; transparent counts as black), turned to "white = may change",
 * brought to the scene's size where it has another.
 * @throws Fault 'bad-picture'
 */
export async function importChangeMap(file: Blob, scene: Size, whiteMeans: WhiteMeans): Promise<ImportedMap> {
  const picture = await importPicture(file);
  const values = turnPolarity(lumaOf(picture.rgba), whiteMeans);
  const notices = picture.notices.filter((notice) => notice !== wordings.profileDropped);
  if (picture.width === scene.width && picture.height === scene.height) return { values, notices };
  const stretched = Math.abs(picture.width / picture.height / (scene.width / scene.height) - 1) > 0.01;
  notices.push(`The map is ${sizeWords(picture)} pixels and the picture ${sizeWords(scene)}: the map was scaled${stretched ? ' and stretched' : ''} to fit.`);
  return { values: resampleGrey(values, picture, scene), notices };
}
