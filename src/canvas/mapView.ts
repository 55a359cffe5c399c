import { createStore } from 'zustand/vanilla';
import type { PaletteName } from './scene/palettes';

/** How the change map is looked at beside its overlay: transient, never saved with the document. */
export interface MapView {
  readonly palette: PaletteName;
  /** Lines at the strengths at which a later step would be the first. */
  readonly isolines: boolean;
  /** Every how many steps a line is drawn. */
  readonly every: number;
  /** The cells that the model works on. */
  readonly grid: boolean;
}

export const mapViewStore = createStore<MapView>(() => ({ palette: 'red-blue', isolines: false, every: 2, grid: false }));

/** Changes how the map is looked at. */
export const setMapView = (change: Partial<MapView>): void => mapViewStore.setState(change);
