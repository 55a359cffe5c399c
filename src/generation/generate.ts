import { commitPending } from '../canvas/pendingTool';
import { clearPreview, showPreview } from '../canvas/preview';
import type { DocumentState } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { flattenRect } from '../document/flatten';
import { setSetting } from '../document/commands';
import type { EngineEvent, PackageSummary } from '../../workers/protocol/engine';
import { Fault, reportFault } from '../../workers/protocol/faults';
import { notify } from '../ui/notices';
import { exemplarOverScene } from '../exemplars/composeExemplars';
import { freezeArea, softnessNotice } from './freezeArea';
import { buildRecipe, type RunInput } from './buildRecipe';
import { applyEvent, jobStore, type RunningJob } from './jobStore';
import { ensurePackage, studioEngine } from './studioEngine';
import { currentReadiness } from './useReadiness';
import { randomSeed } from './randomSeed';
import { runExemplars, sceneMap } from './runMaps';
import { stageResult } from './staging';

let abort: AbortController | null = null;

/** What a run needs of a document, which is an immutable value: painting on does not touch it. */
function freezeInput(frozen: DocumentState, summary: PackageSummary): RunInput {
  const { picture, layers, settings } = frozen;
  const changeMap = sceneMap(frozen);
  if (!picture || !changeMap) throw new Fault('bad-picture', 'There is no picture to edit.', 'Open a picture or choose a sample.');
  const { width, height } = picture;
  const whole = { x: 0, y: 0, width, height };
  return { width, height, rgba: flattenRect(picture, layers, whole), changeMap: changeMap.readRect(whole), area: freezeArea(frozen, summary), settings, exemplars: runExemplars(frozen).map((exemplar) => ({ rgba: exemplarOverScene(exemplar, picture), changeMap: exemplar.map.readRect(whole), hold: exemplar.hold?.readRect(whole) ?? null })) };
}

/** Runs one edit from the document as it stands; painting may go on meanwhile. The result is staged. */
export async function generate(): Promise<void> {
  commitPending();
  if (!currentReadiness().ready) return;
  const runId = crypto.randomUUID();
  const job: RunningJob = { runId, phase: 'loading', part: null, loadedBytes: 0, totalBytes: null, step: 0, steps: 0, secondsLeft: null, cancelling: false };
  const onEvent = onEventOf(runId);
  abort = new AbortController();
  jobStore.setState({ running: job, fault: null, shownId: null });
  const frozen = documentStore.getState();
  try {
    const summary = await ensurePackage(onEvent);
    const { recipe, blobs } = await buildRecipe(freezeInput(frozen, summary), summary);
    const soft = softnessNotice(recipe.area);
    if (soft) notify(soft);
    const result = await studioEngine().run(recipe, blobs, { onEvent, signal: abort.signal });
    stageResult(result);
    if (!frozen.settings.seedLocked) setSetting('seed', randomSeed(), 'none');
  } catch (thrown) {
    const fault = reportFault(thrown);
    if (fault.code !== 'cancelled') jobStore.setState({ fault });
  } finally {
    abort = null;
    jobStore.setState({ running: null });
    clearPreview();
  }
}

/** Events travel beside the answer and may arrive after it: those of a run that has ended are dropped. */
function onEventOf(runId: string): (event: EngineEvent) => void {
  return (event) => {
    const { running } = jobStore.getState();
    if (running?.runId !== runId) return;
    jobStore.setState({ running: applyEvent(running, event) });
    if (event.type === 'step' && event.preview) showPreview(event.preview);
  };
}

/** Stops the run before its next step; the document and earlier results stay. */
export function cancelGeneration(): void {
  abort?.abort();
  jobStore.setState((state) => (state.running ? { running: { ...state.running, cancelling: true } } : {}));
}
