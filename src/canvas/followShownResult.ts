import { compareWith } from './compare';
import { samePose } from '../document/canvas/canvasPose';
import type { DocumentState } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { liveStore } from '../generation/live/liveStore';
import { sceneExtras } from '../generation/recipe/sceneExtras';
import { say } from '../ui/saying';
import { shownResult, showResult, subscribeToShown } from '../generation/staging';
import { tr } from '../../workers/texts/texts';

/** All that is or was painted, or bears on it: what nobody sees while a result lies over the scene. */
const paintedIn = ({ maps, exemplars, guides }: DocumentState): readonly unknown[] => [
  ...maps.flatMap(({ map, visible, opacity, combination, modifiers }) => [map, visible, opacity, combination, modifiers]),
  ...exemplars.flatMap(({ map, hold }) => [map, hold]),
  ...guides.map(({ content }) => (content.of === 'drawing' ? content.map : null)),
];

/** Whether what is painted was changed, and not the picture or its canvas with it. */
function mapsChanged(now: DocumentState, before: DocumentState): boolean {
  if (now.maps === before.maps && now.exemplars === before.exemplars && now.guides === before.guides) return false;
  if (now.documentId !== before.documentId || now.picture !== before.picture || !samePose(now.pose, before.pose)) return false;
  const [after, until] = [paintedIn(now), paintedIn(before)];
  return after.length !== until.length || after.some((value, at) => value !== until[at]);
}

/**
 * Shows the map in the place of the result, where one is shown, and says so. While editing is live the result stays: the next one is about
 * to take its place.
 */
function showMapInstead(why: string): void {
  const shown = shownResult();
  if (!shown || liveStore.getState().on) return;
  showResult(null);
  say(tr`${why}: result ${shown.number} waits below.`, { label: tr`Show it again`, run: () => showResult(shown.id) });
}

/**
 * Keeps the before/after view on the canvas in step with the result chosen in the list; who paints or changes a map while one is shown
 * gets the map in its place, and is told. Returns how to stop.
 */
export function followShownResult(): () => void {
  const stops = [
    subscribeToShown(() => compareWith(shownResult()?.result ?? null)),
    sceneExtras.subscribe(({ editing }, before) => {
      if (editing && !before.editing) showMapInstead(tr`You paint on the picture`);
    }),
    documentStore.subscribe((now, before) => {
      if (mapsChanged(now, before)) showMapInstead(tr`Here is the map as you changed it`);
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
