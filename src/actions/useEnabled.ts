import { useSyncExternalStore } from 'react';
import { viewStore } from '../canvas/viewStore';
import { documentStore } from '../document/documentStore';
import { subscribeToHistory } from '../document/history';
import { jobStore } from '../generation/jobStore';
import { packageStore } from '../models/packageStore';
import type { Action } from './action';
import { subscribeToInstall } from './installApp';

function subscribe(listener: () => void): () => void {
  const stops = [
    documentStore.subscribe(listener),
    viewStore.subscribe(listener),
    jobStore.subscribe(listener),
    packageStore.subscribe(listener),
    subscribeToHistory(listener),
    subscribeToInstall(listener),
  ];
  return () => stops.forEach((stop) => stop());
}

/** Whether the action can run now; follows every store an action may ask. */
export function useEnabled(action: Action): boolean {
  return useSyncExternalStore(subscribe, action.enabled);
}
