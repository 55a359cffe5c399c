import { useSyncExternalStore } from 'react';
import type { PlacedResult } from '../document/results/placedResults';
import { shownResult, subscribeToShown } from './staging';

/** The result shown over the scene, or null. */
export const useShownResult = (): PlacedResult | null => useSyncExternalStore(subscribeToShown, shownResult);
