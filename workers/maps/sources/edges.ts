import type { Rect } from '../../protocol/geometry';
import type { MapSource } from '../../protocol/mapSources';
import { roundedByte } from '../modifiers/roundedByte';
import { gradients, lumaRegion } from './gradients';
import type { Picture } from './pictureRegion';

export type Edges = Extract<MapSource, { kind: 'edges' }>;

/**
 * How steeply brightness changes: min(255, gain·|∇luma|), where a step from black to white along an axis has 255. The picture's
 * border is repeated.
 */
export function edges(picture: Picture, rect: Rect, { operator, gain, invert }: Edges): Uint8Array {
  const grey = lumaRegion(picture, { x: rect.x - 1, y: rect.y - 1, width: rect.width + 2, height: rect.height + 2 });
  const { along, down } = gradients(grey, rect.width, rect.height, operator);
  const out = new Uint8Array(along.length);
  for (let i = 0; i < out.length; i++) {
    const value = Math.min(255, gain * Math.hypot(along[i] as number, down[i] as number));
    out[i] = roundedByte(invert ? 255 - value : value);
  }
  return out;
}
