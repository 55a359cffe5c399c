import type { Placement } from '../../workers/maps/exemplars/placement';
import type { Size } from '../../workers/protocol/geometry';
import type { Exemplar } from '../document/exemplar';
import { newBandPx } from './newPlacement';
import { silhouetteMap } from './silhouetteMap';

/** A whole picture laid on the scene, with the change map that follows its silhouette. */
export function newExemplar(
  { width, height, rgba, name }: Exemplar['picture'],
  placement: Placement,
  scene: Size,
): Pick<Exemplar, 'picture' | 'crop' | 'placement' | 'name' | 'bandPx' | 'map'> {
  const placed = { picture: { width, height, rgba, name }, crop: { x: 0, y: 0, width, height }, placement };
  const bandPx = newBandPx(scene);
  return { ...placed, name, bandPx, map: silhouetteMap({ ...placed, cutout: null, opacity: 1 }, bandPx, scene) };
}
