import type { Size } from '../protocol/geometry';
import { locale } from '../texts/languages';
import { tr } from '../texts/texts';

const sizeWords = ({ width, height }: Size): string => `${width.toLocaleString(locale())} × ${height.toLocaleString(locale())}`;

const sentences = {
  is: (stretched: boolean, map: string, scene: string): string =>
    stretched
      ? tr`The map is ${map} pixels and the picture ${scene}: the map is scaled and stretched to fit.`
      : tr`The map is ${map} pixels and the picture ${scene}: the map is scaled to fit.`,
  was: (stretched: boolean, map: string, scene: string): string =>
    stretched
      ? tr`The map is ${map} pixels and the picture ${scene}: the map was scaled and stretched to fit.`
      : tr`The map is ${map} pixels and the picture ${scene}: the map was scaled to fit.`,
};

/** What is said of a map whose size is not the scene's; null where it is. */
export function scaledSentence(map: Size, scene: Size, verb: 'is' | 'was'): string | null {
  if (map.width === scene.width && map.height === scene.height) return null;
  const stretched = Math.abs(map.width / map.height / (scene.width / scene.height) - 1) > 0.01;
  return sentences[verb](stretched, sizeWords(map), sizeWords(scene));
}
