import { z } from 'zod';
import { createStore } from 'zustand/vanilla';

/** How what may change is filled over the picture: hatched, or with everything else under a mist. Neither has a hue. */
export type MapFill = 'hatching' | 'mist';

/** What is shown of the change map: laid over the picture, alone in grey, or nothing. */
export type MapMode = 'over' | 'map' | 'none';

/** What is remembered of how the change map is looked at. */
const keptSchema = z.object({
  fill: z.enum(['hatching', 'mist']),
  isolines: z.boolean(),
  every: z.number().int().min(1).max(20),
});

/** How the change map is looked at: never saved with the document. Fill and lines are remembered, the mode and the cells are not. */
export interface MapView extends z.infer<typeof keptSchema> {
  readonly mode: MapMode;
  /** The cells that the model works on. */
  readonly grid: boolean;
}

const storageKey = 'sfumato-map-view';
const first = { fill: 'hatching', isolines: true, every: 3 } as const;

function readKept(): z.infer<typeof keptSchema> {
  try {
    const kept = keptSchema.safeParse(JSON.parse(localStorage.getItem(storageKey) ?? 'null'));
    return kept.success ? kept.data : first;
  } catch {
    // Private windows may refuse storage: the choice then lasts until the page is left.
    return first;
  }
}

export const mapViewStore = createStore<MapView>(() => ({ ...readKept(), mode: 'over', grid: false }));

/** Changes how the map is looked at, and remembers what is worth it. */
export function setMapView(change: Partial<MapView>): void {
  mapViewStore.setState(change);
  const { fill, isolines, every } = mapViewStore.getState();
  try {
    localStorage.setItem(storageKey, JSON.stringify({ fill, isolines, every }));
  } catch {
    // As above.
  }
}

/** Shows the map in that mode, or over the picture again where it was shown so. */
export const toggleMapMode = (mode: Exclude<MapMode, 'over'>): void =>
  setMapView({ mode: mapViewStore.getState().mode === mode ? 'over' : mode });
