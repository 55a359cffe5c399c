import { useSyncExternalStore } from 'react';
import { documentStore } from '../document/documentStore';
import { packageStore } from '../models/packageStore';
import { jobStore } from './jobStore';
import { readiness, type Readiness } from './readiness';
import { changeBox, runExemplars } from './runMaps';

let last: Readiness = { ready: true };

/** Whether Generate can be pressed now, from the stores as they stand. The same answer is the same object. */
export function currentReadiness(): Readiness {
  const state = documentStore.getState();
  const { picture, settings } = state;
  const { fault, summary } = packageStore.getState();
  const next = readiness({
    hasPicture: picture !== null,
    mapIsEmpty: changeBox(state) === null,
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

function subscribe(listener: () => void): () => void {
  const stops = [documentStore.subscribe(listener), packageStore.subscribe(listener), jobStore.subscribe(listener)];
  return () => stops.forEach((stop) => stop());
}

/** The same for React. */
export function useReadiness(): Readiness {
  return useSyncExternalStore(subscribe, currentReadiness);
}
