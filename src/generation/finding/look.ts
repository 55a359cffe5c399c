import { Fault, reportFault } from '../../../workers/protocol/faults';
import { addOnFiles } from '../../addOns/addOnFiles';
import { shelfAddOns } from '../../addOns/shelfAddOns';
import { editsWritten } from '../../changemap/largeEdit';
import { commitPending } from '../../changemap/pendingTool';
import { ChangeMap } from '../../document/changeMap/ChangeMap';
import type { DocumentState } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { newMapLayer } from '../../document/mapLayer';
import { abortable } from '../../engine/abortable';
import { studioStore } from '../../models/studioStore';
import { ensurePackage, studioEngine } from '../../models/studioEngine';
import { freezeRun } from '../recipe/freezeRun';
import { findStore, questionOf } from './findStore';

let current: AbortController | null = null;

/** The same noises at every question, so that what is known of the first sentence serves again whatever seed the edits have. */
const seed = 0;

/** The document as a question about the whole picture: no map bounds it, whatever is painted. */
function asQuestion(document: DocumentState): DocumentState {
  const { picture, settings } = document;
  return {
    ...document,
    area: null,
    maps: picture ? [{ ...newMapLayer('question', ''), map: new ChangeMap(picture) }] : [],
    settings: {
      ...settings,
      seed,
      method: 'automatic-map',
      automaticMap: { ...settings.automaticMap, where: 'texts', ablation: 'none' },
    },
  };
}

/** Asks the model where the two sentences ask for different pictures, and shows what comes, noise by noise. */
export async function lookForChange(): Promise<void> {
  if (current) return;
  const abort = new AbortController();
  current = abort;
  const { signal } = abort;
  findStore.setState({ looking: { phase: 'loading', most: 0, stopping: false }, fault: null, usedMapId: null, picking: false });
  try {
    commitPending();
    await editsWritten();
    const document = documentStore.getState();
    const question = questionOf(document);
    const onEvent: Parameters<typeof ensurePackage>[0] = (event) => {
      if (current !== abort) return;
      if (event.type === 'phase') findStore.setState(({ looking }) => ({ looking: looking && { ...looking, phase: event.phase } }));
      if (event.type !== 'contrast') return;
      const { contrast, most } = event;
      findStore.setState(({ looking }) => ({
        looking: looking && { ...looking, phase: 'denoising', most },
        found: { contrast, question, steady: false },
      }));
    };
    const summary = await abortable(ensurePackage(onEvent), signal);
    const kept = summary.addOnFamily ? await abortable(shelfAddOns(), signal) : [];
    const { recipe, pixels } = await abortable(freezeRun(asQuestion(document), summary, kept), signal);
    const addOns = await addOnFiles(recipe, kept, studioStore);
    const { steady, ...contrast } = await studioEngine().findContrast(recipe, pixels, { onEvent, signal, addOns });
    findStore.setState({ found: { contrast, question, steady } });
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== 'cancelled') findStore.setState({ fault: reportFault(thrown) });
  } finally {
    current = null;
    findStore.setState({ looking: null });
  }
}

/** Ends the look: what has been found by then stays; before the first noise nothing has. */
export function stopLooking(): void {
  current?.abort();
  findStore.setState(({ looking }) => ({ looking: looking && { ...looking, stopping: true } }));
}
