import { clearPreview, showPreview } from '../canvas/preview';
import { documentStore } from '../document/documentStore';
import { flattenDocument } from '../document/flatten';
import { setSetting } from '../document/commands';
import type { EngineEvent, PackageSummary } from '../../workers/protocol/engine';
import { Fault, reportFault } from '../../workers/protocol/faults';
import { frozenArea } from './frozenArea';
import { buildRecipe, type RunInput } from './buildRecipe';
import { applyEvent, jobStore, type RunningJob } from './jobStore';
import { ensurePackage, studioEngine } from './studioEngine';
import { currentReadiness } from './useReadiness';
import { stageResult } from './staging';

let abort: AbortController | null = null;

/** Takes from the document what a run needs, frozen now. */
function freezeInput(summary: PackageSummary): RunInput {
  const { picture, changeMap, settings } = documentStore.getState();
  if (!picture || !changeMap) throw new Fault('bad-picture', 'There is no picture to edit.', 'Open a picture or choose a sample.');
  return {
    width: picture.width,
    height: picture.height,
    rgba: flattenDocument(),
    changeMap: changeMap.toUint8Array(),
    area: frozenArea(summary),
    settings,
  };
}

/** Runs one edit from the document as it stands; painting may go on meanwhile. The result is staged. */
export async function generate(): Promise<void> {
  if (!currentReadiness().ready) return;
  const runId = crypto.randomUUID();
  const job: RunningJob = { runId, phase: 'loading', part: null, loadedBytes: 0, totalBytes: null, step: 0, steps: 0, secondsLeft: null, cancelling: false };
  abort = new AbortController();
  jobStore.setState({ running: job, fault: null, shownId: null });
  const { seedLocked } = documentStore.getState().settings;
  try {
    const summary = await ensurePackage(onEvent);
    const { recipe, blobs } = await buildRecipe(freezeInput(summary), summary);
    const result = await studioEngine().run(recipe, blobs, { onEvent, signal: abort.signal });
    stageResult(result);
    if (!seedLocked) setSetting('seed', crypto.getRandomValues(new Uint32Array(1))[0] ?? 0, 'none');
  } catch (thrown) {
    const fault = reportFault(thrown);
    if (fault.code !== 'cancelled') jobStore.setState({ fault });
  } finally {
    abort = null;
    jobStore.setState({ running: null });
    clearPreview();
  }
}

function onEvent(event: EngineEvent): void {
  jobStore.setState((state) => (state.running ? { running: applyEvent(state.running, event) } : {}));
  if (event.type === 'step' && event.preview) showPreview(event.preview);
}

/** Stops the run before its next step; the document and earlier results stay. */
export function cancelGeneration(): void {
  abort?.abort();
  jobStore.setState((state) => (state.running ? { running: { ...state.running, cancelling: true } } : {}));
}
