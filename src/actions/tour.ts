import { createStore } from 'zustand/vanilla';
import { documentStore } from '../document/documentStore';
import { listSamples } from '../models/samples';
import { openSample } from './openSample';

/** Where the guided tour is: offered, in one of its five steps, at its end, or nowhere. */
export type TourStage = 'offer' | 'paint' | 'generate' | 'compare' | 'touch-up' | 'export' | 'end';

/** The tour by doing; it lasts as long as the page. */
export const tourStore = createStore<{ readonly stage: TourStage | null }>(() => ({ stage: null }));

export const enterTour = (stage: TourStage): void => tourStore.setState({ stage });

/** Ends the tour, or takes its offer off. */
export const leaveTour = (): void => tourStore.setState({ stage: null });

/** Begins the tour on the picture that is open; where there is none, on the first sample. */
export async function startTour(): Promise<void> {
  if (!documentStore.getState().picture) {
    const [first] = await listSamples();
    if (first) await openSample(first);
  }
  enterTour('paint');
}
