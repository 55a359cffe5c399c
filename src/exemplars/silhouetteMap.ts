import { placedBounds } from '../../workers/maps/exemplars/placement';
import { renderPlaced, type PlacedPicture } from '../../workers/maps/exemplars/renderPlaced';
import { silhouette } from '../../workers/maps/sources/silhouette';
import type { Size } from '../../workers/protocol/geometry';
import { ChangeMap } from '../document/changeMap/ChangeMap';
import { mapFromPart } from '../document/changeMap/mapFromPart';

/**
 * The change map that an exemplar starts from: full where it lies, for there it enters, falling off over the band around it,
 * where the scene is held until later and later steps. Empty where it lies wholly outside.
 */
export function silhouetteMap(placed: PlacedPicture, bandPx: number, scene: Size): ChangeMap {
  const rect = placedBounds(placed.placement, placed.crop, scene);
  if (!rect) return new ChangeMap(scene);
  const shown = renderPlaced({ ...placed, opacity: 1 }, rect);
  const alpha = Uint8Array.from({ length: rect.width * rect.height }, (_, i) => shown[i * 4 + 3] as number);
  const part = silhouette(alpha, rect, scene, { bandPx, easing: 'smooth' });
  return part ? mapFromPart(scene, part.rect, part.values) : new ChangeMap(scene);
}
