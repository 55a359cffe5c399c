import { compareWith } from './compare';
import { liveStore } from '../generation/liveStore';
import { sceneExtras } from '../generation/sceneExtras';
import { say } from '../ui/saying';
import { shownResult, showResult, subscribeToShown } from '../generation/staging';

/**
 * Keeps the before/after view on the canvas in step with the result chosen in the list; who paints while one is shown gets the map in its
 * place, and is told. Returns how to stop.
 */
export function followShownResult(): () => void {
  const stops = [
    subscribeToShown(() => compareWith(shownResult()?.result ?? null)),
    sceneExtras.subscribe(({ editing }, before) => {
      const shown = shownResult();
      // Over a live result one paints on: the stroke lies above it, and the next result is about to take its place.
      if (!editing || before.editing || !shown || liveStore.getState().on) return;
      showResult(null);
      say(`You paint on the picture: result ${shown.number} waits below.`, { label: 'Show it again', run: () => showResult(shown.id) });
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
