import { createStore } from 'zustand/vanilla';
import { documentStore } from '../document/documentStore';
import { listSamples } from '../models/samples';
import { openSample, sampleStore } from './openSample';
import { enterTour } from './tour';

const storageKey = 'sfumato.visited';

/** Whether the scene of the first visit is on its way. */
export const firstSceneStore = createStore(() => ({ opening: false }));

/** Whether the studio has not been opened in this browser before; only the first question is answered with yes. */
function isFirstVisit(): boolean {
  try {
    const first = localStorage.getItem(storageKey) === null;
    localStorage.setItem(storageKey, 'yes');
    return first;
  } catch {
    // Where nothing is kept no visit is known to be the first.
    return false;
  }
}

/** On a first visit, with nothing on the table: opens a scene with its map and prompt, so that Generate works at once. */
export async function openFirstScene(): Promise<void> {
  const isUntouched = (): boolean => documentStore.getState().revision === 0;
  if (!isFirstVisit() || !isUntouched()) return;
  firstSceneStore.setState({ opening: true });
  try {
    const [first] = await listSamples();
    if (first) {
      await openSample(first, isUntouched);
      if (sampleStore.getState().sampleId === first.id) enterTour('offer');
    }
  } finally {
    firstSceneStore.setState({ opening: false });
  }
}
