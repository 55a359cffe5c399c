import type { AddOnFiles } from '../../workers/protocol/addOns';
import { addOnFiles } from '../addOns/addOnFiles';
import { shelfAddOns } from '../addOns/shelfAddOns';
import { commitPending } from '../changemap/pendingTool';
import { clearPreview, showPreview } from './preview';
import { samePose } from '../document/canvas/canvasPose';
import { editsWritten } from '../changemap/largeEdit';
import { setArea, setSetting } from '../document/commands';
import type { DocumentState } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import type { Result } from '../document/results/result';
import { markRun } from '../document/runMark';
import { abortable } from '../engine/abortable';
import { packageStore } from '../models/packageStore';
import { studioStore } from '../models/studioStore';
import { notify } from '../ui/notices';
import type { EngineEvent } from '../../workers/protocol/engine';
import { reportFault } from '../../workers/protocol/faults';
import type { Recipe } from '../../workers/protocol/recipe';
import { freezeRun, type FrozenRun } from './freezeRun';
import { applyEvent, jobStore, startedJob, type RunningJob } from './jobStore';
import { randomSeed } from './randomSeed';
import { sameRecipe } from './recipeDifference';
import { kindOfRun, RunClock } from './runTimes';
import { showResult, stageResult } from './staging';
import type { Variant } from './sweeps';
import { ensurePackage, studioEngine } from '../models/studioEngine';
import { currentReadiness } from './useReadiness';

/** The run under way, from the press of Generate on. */
let current: AbortController | null = null;

/**
 * Runs one edit from the document as it stands, after what a tool still holds has been written; painting may go on meanwhile. The
 * result goes to the document that the run was frozen from. While a run is under way another press does nothing.
 */
export async function generate(): Promise<void> {
  if (current) return;
  const abort = new AbortController();
  current = abort;
  try {
    commitPending();
    await editsWritten();
    if (currentReadiness().ready) await runEdit(documentStore.getState(), abort.signal);
  } finally {
    current = null;
  }
}

/**
 * Makes the runs of a sweep one after the other, from the document as it stands and under its seed, whatever is painted meanwhile; its
 * settings stay as they are. Cancel ends all of them, and so does a fault. Does nothing while a run is under way.
 */
export async function generateEach(variants: readonly Variant[]): Promise<void> {
  if (current) return;
  const abort = new AbortController();
  current = abort;
  try {
    commitPending();
    await editsWritten();
    if (!currentReadiness().ready) return;
    const frozen = documentStore.getState();
    for (const [at, { words, change }] of variants.entries()) {
      const document = { ...frozen, settings: { ...frozen.settings, ...change } };
      const went = await runEdit(document, abort.signal, { at: at + 1, of: variants.length, words });
      if (!went || abort.signal.aborted) return;
    }
  } finally {
    current = null;
  }
}

/** Returns whether it came to a result. */
async function runEdit(frozen: DocumentState, signal: AbortSignal, sweep: RunningJob['sweep'] = null): Promise<boolean> {
  const runId = crypto.randomUUID();
  const onEvent = onEventOf(runId);
  jobStore.setState({ running: startedJob(runId, frozen.documentId, sweep), fault: null, shownId: null });
  markRun({ documentId: frozen.documentId, settings: frozen.settings });
  try {
    const summary = await abortable(ensurePackage(onEvent), signal);
    const kept = summary.addOnFamily ? await abortable(shelfAddOns(), signal) : [];
    const run = await abortable(freezeRun(frozen, summary, kept), signal);
    run.notes.forEach(notify);
    const known = knownResult(run.recipe, frozen);
    if (known) {
      showResult(known.id);
      if (!sweep)
        notify(`Result ${known.number} is of just these settings, map and picture. Change one, or let the seed vary, for another.`);
    } else await runFrozen(run, frozen, await addOnFiles(run.recipe, kept, studioStore), onEvent, signal);
    return true;
  } catch (thrown) {
    const fault = reportFault(thrown);
    if (fault.code !== 'cancelled') jobStore.setState({ fault });
    return false;
  } finally {
    jobStore.setState({ running: null });
    markRun(null);
    clearPreview();
  }
}

async function runFrozen(
  run: FrozenRun,
  frozen: DocumentState,
  addOns: AddOnFiles,
  onEvent: (event: EngineEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  if (run.area) keepArea(run.area, frozen);
  const clock = new RunClock();
  const heard = (event: EngineEvent): void => {
    clock.hear(event);
    onEvent(event);
  };
  const result = await studioEngine().run(run.recipe, run.pixels, { onEvent: heard, signal, addOns });
  const { summary } = packageStore.getState();
  if (summary)
    clock.keep(kindOfRun(summary, run.recipe.area, frozen.settings, run.recipe.guides.length), result.seconds, result.evaluations.done);
  const isShown = stageResult(result, frozen);
  if (!isShown) notify(`The edit of ${frozen.picture?.name ?? 'your picture'} is ready and waits with it.`);
  const told = frozen.results.at(-1)?.notes ?? [];
  for (const note of result.notes ?? []) if (!told.includes(note)) notify(note);
  varySeed(frozen);
}

/** The result that this very recipe gave before. */
const knownResult = (recipe: Recipe, { results, documentId, pose }: DocumentState): Result | undefined =>
  results.find((result) => result.documentId === documentId && samePose(result.pose, pose) && sameRecipe(result.recipe, recipe));

/** Freezes a run's area into its document, where that is still on the table, lies as it did and has no other one by now. */
function keepArea(area: FrozenRun['area'], frozen: DocumentState): void {
  const now = documentStore.getState();
  if (now.documentId === frozen.documentId && samePose(now.pose, frozen.pose) && now.area === frozen.area) setArea(area);
}

/** The next run of the document gets another seed; one that was chosen by hand meanwhile, or came with another picture, stays. */
function varySeed(frozen: DocumentState): void {
  const { documentId, settings } = documentStore.getState();
  const untouched = documentId === frozen.documentId && settings.seed === frozen.settings.seed;
  if (!settings.seedLocked && untouched) setSetting('seed', randomSeed(), 'none');
}

/** Events travel beside the answer and may arrive after it: those of a run that has ended are dropped. */
function onEventOf(runId: string): (event: EngineEvent) => void {
  return (event) => {
    const { running } = jobStore.getState();
    if (running?.runId !== runId) return;
    jobStore.setState({ running: applyEvent(running, event) });
    // The preview of another picture's run has no place on this one.
    if (event.type === 'step' && event.preview && running.documentId === documentStore.getState().documentId) showPreview(event.preview);
  };
}

/** Stops the run: at once while the model loads, else before its next step. The document and earlier results stay. */
export function cancelGeneration(): void {
  current?.abort();
  jobStore.setState((state) => (state.running ? { running: { ...state.running, cancelling: true } } : {}));
}
