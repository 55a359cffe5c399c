import type { Size } from '../protocol/geometry';

const sizeWords = ({ width, height }: Size): string => `${width.toLocaleString('en')} × ${height.toLocaleString('en')}`;

/** What is said of a map whose size is not the scene's; null where it is. */
export function scaledSentence(map: Size, scene: Size, verb: 'is' | 'was'): string | null {
  if (map.width === scene.width && map.height === scene.height) return null;
  const stretched = Math.abs(map.width / map.height / (scene.width / scene.height) - 1) > 0.01;
  return (
    `The map is ${sizeWords(map)} pixels and the picture ${sizeWords(scene)}: the map ${verb} ` +
    `scaled${stretched ? ' and stretched' : ''} to fit.`
  );
}
