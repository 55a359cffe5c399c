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

/** What is said of a map whose size is not the scene's; null where it is. */
export function scaledSentence(map: Size, scene: Size, verb: 'is' | 'was'): string | null {
  if (map.width === scene.width && map.height === scene.height) return null;
  const stretched = Math.abs(map.width / map.height / (scene.width / scene.height) - 1) > 0.01;
  return `The map is ${sizeWords(map)} pixels and the picture ${sizeWords(scene)}: the map ${verb} scaled${stretched ? ' and stretched' : ''} to fit.`;
}

/**
 * Reads any picture as a change map: its grey (luma × alpha; transparent counts as black), turned to "white = may change",
 * brought to the scene's size where it has another.
 * @throws Fault 'bad-picture'
 */
export async function importChangeMap(file: Blob, scene: Size, whiteMeans: WhiteMeans): Promise<ImportedMap> {
  const picture = await importPicture(file);
  const values = turnPolarity(lumaOf(picture.rgba), whiteMeans);
  const notices = picture.notices.filter((notice) => notice !== wordings.profileDropped);
  const scaled = scaledSentence(picture, scene, 'was');
  if (scaled === null) return { values, notices };
  notices.push(scaled);
  return { values: resampleGrey(values, picture, scene), notices };
}
