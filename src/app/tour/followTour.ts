import { exportedStore } from '../../actions/exportFiles';
import { enterTour, leaveTour, tourStore, type TourStage } from '../../actions/tour';
import { viewStore } from '../../canvas/viewStore';
import { documentStore } from '../../document/documentStore';
import { jobStore } from '../../generation/jobStore';
import { sceneExtras } from '../../generation/recipe/sceneExtras';
import { shownResult } from '../../generation/staging';

/** What of the studio a step of the tour waits for. */
interface Seen {
  readonly maps: unknown;
  readonly shown: string | null;
  readonly running: boolean;
  readonly compares: boolean;
  readonly exports: number;
}

function look(): Seen {
  return {
    maps: documentStore.getState().maps,
    shown: shownResult()?.id ?? null,
    running: jobStore.getState().running !== null,
    compares: sceneExtras.getState().before || viewStore.getState().divider > 0.02,
    exports: exportedStore.getState().count,
  };
}

/** The step that follows, where what this one asks for was done since it began; else null. */
function after(stage: TourStage, began: Seen, now: Seen): TourStage | null {
  switch (stage) {
    case 'offer':
    case 'end':
      return null;
    case 'paint':
      return now.maps !== began.maps || now.running ? 'generate' : null;
    case 'generate':
      return now.shown !== null && !now.running ? 'compare' : null;
    case 'compare':
      return now.compares ? 'touch-up' : null;
    case 'touch-up':
      return now.shown !== null && now.shown !== began.shown && !now.running ? 'export' : null;
    case 'export':
      return now.exports > began.exports ? 'end' : null;
  }
}

/**
 * Leads the tour on by what the person does: nothing is to be confirmed. It ends where the picture goes.
 * @param onSeen told after every change: whether something was painted in this step, and whether the edit runs
 * @returns a function that ends it
 */
export function followTour(onSeen: (seen: { readonly painted: boolean; readonly running: boolean }) => void): () => void {
  let began = look();
  let { stage } = tourStore.getState();
  const follow = (): void => {
    const now = look();
    const entered = tourStore.getState().stage;
    if (entered !== stage) [stage, began] = [entered, now];
    if (stage === null) return;
    if (!documentStore.getState().picture) return leaveTour();
    onSeen({ painted: now.maps !== began.maps, running: now.running });
    const next = after(stage, began, now);
    if (next) enterTour(next);
  };
  const stops = [tourStore, documentStore, jobStore, sceneExtras, viewStore, exportedStore].map((store) => store.subscribe(follow));
  follow();
  return () => stops.forEach((stop) => stop());
}
