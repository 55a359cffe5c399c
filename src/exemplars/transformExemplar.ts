import type { Placement } from '../../workers/maps/exemplars/placement';
import { documentStore } from '../document/documentStore';
import type { Exemplar } from '../document/exemplar';
import { changeExemplar } from '../document/exemplarCommands';
import { shiftedMap } from '../document/changeMap/mapFromPart';
import type { Capture } from '../document/history/HistoryStack';
import { silhouetteMap } from './silhouetteMap';
import { tr } from '../../workers/texts/texts';

/** Scales nearer to 0 than this, in scene pixels per exemplar pixel, would lose the exemplar. */
const smallestScale = 0.005;
/** Scales beyond this are mistakes. */
const largestScale = 200;

function heldScale(scale: number): number {
  const size = Math.min(largestScale, Math.max(smallestScale, Math.abs(scale)));
  return scale < 0 ? -size : size;
}

const held = (placement: Placement): Placement => ({
  ...placement,
  scaleX: heldScale(placement.scaleX),
  scaleY: heldScale(placement.scaleY),
});

/** What of an exemplar its silhouette depends on. */
export type Shape = Pick<Exemplar, 'placement' | 'crop' | 'cutout' | 'bandPx'>;

/**
 * Changes where an exemplar lies or what of it is shown. Its change map follows: an unpainted one is made anew from the
 * silhouette, a painted one moves along by whole pixels and is otherwise left alone. So does what it is held by.
 */
export function reshapeExemplar(id: string, change: Partial<Shape>, label: string, capture?: Capture): void {
  const { picture: scene, exemplars } = documentStore.getState();
  const before = exemplars.find((exemplar) => exemplar.id === id);
  if (!scene || !before) return;
  const next: Exemplar = { ...before, ...change, ...(change.placement && { placement: held(change.placement) }) };
  const dx = Math.round(next.placement.x - before.placement.x);
  const dy = Math.round(next.placement.y - before.placement.y);
  const map = before.mapPainted ? shiftedMap(before.map, dx, dy) : silhouetteMap(next, next.bandPx, scene);
  const { placement, crop, cutout, bandPx } = next;
  changeExemplar(id, { placement, crop, cutout, bandPx, map, hold: before.hold && shiftedMap(before.hold, dx, dy) }, label, capture);
}

/** Makes an exemplar's change map follow its silhouette again; what was painted is lost, and comes back with Undo. */
export function followSilhouette(id: string): void {
  const { picture: scene, exemplars } = documentStore.getState();
  const exemplar = exemplars.find((candidate) => candidate.id === id);
  if (scene && exemplar)
    changeExemplar(id, { map: silhouetteMap(exemplar, exemplar.bandPx, scene), mapPainted: false }, tr`Map from silhouette`);
}
