import { createStore } from 'zustand/vanilla';
import { reportFault } from '../../workers/protocol/faults';
import type { IsolineRequest, IsolineResult } from '../../workers/protocol/mapWorker';
import { mapViewStore } from '../changemap/mapView';
import { combinedMapStore } from '../changemap/combinedMap';
import { mapWorker } from '../changemap/mapWorker';
import type { ChangeMap } from '../document/changeMap/ChangeMap';
import { documentStore } from '../document/documentStore';
import { reportToUser } from '../ui/notices';
import { entriesLeft } from './queue/entriesLeft';
import { runAreaStore } from './recipe/runArea';
import { sceneMap } from './recipe/runMaps';
import { spreadsSteps } from './methods/whatCounts';

/** The lines on screen; empty while they are not wanted. */
export const isolineStore = createStore<{ readonly lines: readonly IsolineResult[] }>(() => ({ lines: [] }));

const pauseMs = 80;

interface Wanted {
  readonly map: ChangeMap;
  readonly request: IsolineRequest;
}

/**
 * What the lines are to be drawn of: the map that is painted where it is an exemplar's, else all of the scene's together. Null where the
 * method does not spread its steps over the greys, too.
 */
function wanted(): Wanted | null {
  const { isolines, every } = mapViewStore.getState();
  const { area, latentSize } = runAreaStore.getState();
  const state = documentStore.getState();
  const map = state.target.of === 'scene' || state.target.of === 'guide' ? sceneMap(state) : state.changeMap;
  const { thresholdCurve, mapReduction } = state.settings;
  const stepsRun = entriesLeft(state.settings);
  if (!isolines || !area || !latentSize || !map || stepsRun < 1 || !spreadsSteps(state.settings)) return null;
  const { x, y, width, height } = area;
  return { map, request: { area: { x, y, width, height }, latentSize, reduction: mapReduction, curve: thresholdCurve, stepsRun, every } };
}

/** Keeps the isolines in step with map, area and settings: computed in the map worker, the latest wins. Returns how to stop. */
export function followIsolines(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: Wanted | null = null;
  const take = async () => {
    if (!combinedMapStore.getState().settled) return;
    const next = wanted();
    if (next === last || (next && last && next.map === last.map && JSON.stringify(next.request) === JSON.stringify(last.request))) return;
    last = next;
    if (!next) {
      isolineStore.setState({ lines: [] });
      return;
    }
    const { map, request } = next;
    const lines = await mapWorker().isolines(
      { width: map.width, height: map.height, layers: [{ map, modifiers: [], how: 'maximum', opacity: 1 }], rect: null },
      request,
      { latestOf: 'isolines' },
    );
    if (last === next) isolineStore.setState({ lines });
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      take().catch((thrown: unknown) => {
        if (reportFault(thrown).code !== 'cancelled') reportToUser(thrown);
      });
    }, pauseMs);
  };
  const stops = [
    documentStore.subscribe(later),
    combinedMapStore.subscribe(later),
    runAreaStore.subscribe(later),
    mapViewStore.subscribe(later),
  ];
  return () => {
    clearTimeout(timer);
    stops.forEach((stop) => stop());
    isolineStore.setState({ lines: [] });
  };
}
