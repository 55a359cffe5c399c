import { useSyncExternalStore } from 'react';
import { documentStore } from '../document/documentStore';
import { packageStore } from '../models/packageStore';
import { jobStore } from './jobStore';
import { readiness, type Readiness } from './readiness';
import { netForGuide } from '../guides/netForGuide';
import type { ChangeMap } from '../document/changeMap/ChangeMap';
import { findsLayout, runGuides } from './runGuides';
import { mayChange, runExemplars, sceneMap } from './runMaps';

let last: Readiness = { ready: true };

/** Whether Generate can be pressed now, from the stores as they stand. The same answer is the same object. */
export function currentReadiness(): Readiness {
  const state = documentStore.getState();
  const { picture, settings } = state;
  const { fault, summary } = packageStore.getState();
  const next = readiness({
    hasPicture: picture !== null,
    mapIsEmpty: !mayChange(state),
    method: settings.method,
    encodingRatio: settings.automaticMap.encodingRatio,
    strongest: strongestOf(sceneMap(state)),
    countsFrom: settings.method === 'guided-optimisation' ? 128 / 255 : settings.method === 'blended-inpaint' ? settings.inpaintThreshold : 0,
    needsGuide: findsLayout(state) && !runGuides(state).some(({ role }) => role === 'wanted'),
    guides: summary ? runGuides(state).map((guide) => ({ name: guide.name, controlNet: netForGuide(guide, summary.controlNets ?? []) })) : [],
    needsExemplar: settings.method === 'exemplar-blend' && runExemplars(state).length === 0,
    running: jobStore.getState().running !== null,
    steps: settings.steps,
    strength: settings.strength,
    packageFault: fault,
    summary,
  });
  if (JSON.stringify(next) !== JSON.stringify(last)) last = next;
  return last;
}

const strongestOf = (map: ChangeMap | null): number | null => (map ? map.maximum() / 255 : null);

function subscribe(listener: () => void): () => void {
  const stops = [documentStore.subscribe(listener), packageStore.subscribe(listener), jobStore.subscribe(listener)];
  return () => stops.forEach((stop) => stop());
}

/** The same for React. */
export function useReadiness(): Readiness {
  return useSyncExternalStore(subscribe, currentReadiness);
}
