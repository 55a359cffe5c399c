import { renderPlaced } from '../../workers/maps/exemplars/renderPlaced';
import type { Size } from '../../workers/protocol/geometry';
import type { Guide } from '../document/guide';

/** A guide over the whole scene: RGBA with straight alpha, transparent where it does not lie and so says nothing. */
export function guideOverScene({ picture, placement }: Pick<Guide, 'picture' | 'placement'>, { width, height }: Size): Uint8Array {
  const crop = { x: 0, y: 0, width: picture.width, height: picture.height };
  return renderPlaced({ picture, cutout: null, crop, placement, opacity: 1 }, { x: 0, y: 0, width, height });
}
