import type { AddOnFiles } from '../../workers/protocol/addOns';
import type { EngineEvent, PackageSource } from '../../workers/protocol/engine';
import { reportFault } from '../../workers/protocol/faults';
import type { Recipe } from '../../workers/protocol/recipe';
import { addOnFiles } from '../addOns/addOnFiles';
import { shelfAddOns } from '../addOns/shelfAddOns';
import { samePose } from '../document/canvas/canvasPose';
import { setArea, setSetting } from '../document/commands';
import type { DocumentState } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import type { Result } from '../document/results/result';
import { abortable } from '../engine/abortable';
import { superseded } from '../engine/superseded';
import { packageStore } from '../models/packageStore';
import { openRefiner } from '../models/refiner';
import { ensurePackage, studioEngine } from '../models/studioEngine';
import { studioStore } from '../models/studioStore';
import { notify } from '../ui/notices';
import { freezeRun, type FrozenRun } from './recipe/freezeRun';
import { applyEvent, jobStore, startedJob, type RunningJob } from './jobStore';
import { liveStore, tellComputed } from './live/liveStore';
import { clearPreview, showPreview } from './preview';
import { randomSeed } from './queue/randomSeed';
import { sameRecipe } from './recipe/recipeDifference';
import { kindOfRun, RunClock } from './runTimes';
import { showResult, stageLive, stageResult } from './staging';
import { StepRecorder } from './steps/runSteps';
import { tr } from '../../workers/texts/texts';

/** The run under way; as long as the job on screen. */
let current: AbortController | null = null;

/** How a run is made, beside what it was frozen from. */
export interface RunManner {
  /** Where it is one of several runs that are compared. */
  readonly sweep?: RunningJob['sweep'];
  /** Nobody pressed for it: its result takes the place of the live one before, and what was shown stays until then. */
  readonly live?: boolean;
  /** Under a map that nobody painted: the area stays as it is. */
  readonly otherMap?: boolean;
  /** Told of the result that it came to. */
  readonly onResult?: ((resultId: string) => void) | undefined;
  /** Seeds under which the same is run next. */
  readonly alongside?: readonly number[];
}

/**
 * Makes one run of a document as it was frozen; painting may go on meanwhile, and the result goes to that document. A recipe that gave a
 * result before shows that one. Faults are left in `jobStore`. Called only while no other run is under way.
 * @returns whether it came to a result
 */
export async function runEdit(
  frozen: DocumentState,
  { sweep = null, live = false, otherMap = false, onResult, alongside = [] }: RunManner = {},
): Promise<boolean> {
  const abort = new AbortController();
  const { signal } = abort;
  current = abort;
  const runId = crypto.randomUUID();
  const onEvent = onEventOf(runId);
  const running = startedJob(runId, frozen.documentId, { sweep, live });
  jobStore.setState({ running, fault: null, ...(live ? {} : { shownId: null }) });
  try {
    const summary = await abortable(ensurePackage(onEvent), signal);
    const kept = summary.addOnFamily ? await abortable(shelfAddOns(), signal) : [];
    const refiner = await abortable(openRefiner(frozen.settings, summary, studioStore), signal);
    const run = await abortable(freezeRun(frozen, summary, kept, refiner?.named), signal);
    tellNew(run.notes, frozen, live);
    const known = knownResult(run.recipe, frozen);
    if (known) {
      showResult(known.id);
      onResult?.(known.id);
      if (live) tellComputed(known.evaluations, 0);
      if (!sweep && !live)
        notify(tr`Result ${known.number} is of just these settings, map and picture. Change one, or let the seed vary, for another.`);
    } else {
      const addOns = await abortable(addOnFiles(run.recipe, kept, studioStore), signal);
      if (run.area && !otherMap) keepArea(run.area, frozen);
      const id = await runFrozen(run, frozen, { addOns, refiner: refiner?.source ?? null, onEvent, signal, live, alongside });
      onResult?.(id);
    }
    return !signal.aborted;
  } catch (thrown) {
    const fault = reportFault(thrown);
    if (fault.code !== 'cancelled') jobStore.setState({ fault });
    return false;
  } finally {
    current = null;
    clearPreview();
    jobStore.setState({ running: null });
  }
}

interface RunTools {
  readonly addOns: AddOnFiles;
  readonly refiner: PackageSource | null;
  readonly onEvent: (event: EngineEvent) => void;
  readonly signal: AbortSignal;
  readonly live: boolean;
  readonly alongside: readonly number[];
}

async function runFrozen(
  run: FrozenRun,
  frozen: DocumentState,
  { addOns, refiner, onEvent, signal, live, alongside }: RunTools,
): Promise<string> {
  const clock = new RunClock();
  const recorder = new StepRecorder();
  const heard = (event: EngineEvent): void => {
    clock.hear(event);
    recorder.hear(event);
    onEvent(event);
  };
  const result = await studioEngine().run(run.recipe, run.pixels, { onEvent: heard, signal, addOns, refiner, alongside });
  const { summary } = packageStore.getState();
  // Steps that were computed for other seeds too tell nothing of one.
  if (summary && alongside.length === 0)
    clock.keep(kindOfRun(summary, run.recipe.area, frozen.settings, run.recipe.guides.length), result.seconds, result.evaluations.done);
  tellNew(result.notes ?? [], frozen, live);
  const notes = [...run.notes, ...(result.notes ?? [])];
  const noted = notes.length > 0 ? { ...result, notes } : result;
  const { id, isShown } = live ? stageLive(noted, frozen) : stageResult(noted, frozen);
  recorder.keep(id);
  if (!isShown) notify(tr`The edit of ${frozen.picture?.name ?? tr`your picture`} is ready and waits with it.`);
  varySeed(frozen);
  return id;
}

/**
 * Says what of a run's notes the newest result of its document did not bring already; live runs come too often to say anything that a
 * result before them said.
 */
function tellNew(notes: readonly string[], { documentId }: DocumentState, live: boolean): void {
  const own = documentStore.getState().results.filter((result) => result.documentId === documentId);
  const told = (live ? own : own.slice(0, 1)).flatMap(({ notes: said }) => said ?? []);
  for (const note of notes) if (!told.includes(note)) notify(note);
}

/** The result that this very recipe gave before. */
const knownResult = (recipe: Recipe, { results, documentId, pose }: DocumentState): Result | undefined =>
  results.find((result) => result.documentId === documentId && samePose(result.pose, pose) && sameRecipe(result.recipe, recipe));

/** Freezes a run's area into its document, where that is still on the table, lies as it did and has no other one by now. */
function keepArea(area: FrozenRun['area'], frozen: DocumentState): void {
  const now = documentStore.getState();
  if (now.documentId === frozen.documentId && samePose(now.pose, frozen.pose) && now.area === frozen.area) setArea(area);
}

/**
 * The next run of the document gets another seed; one that was chosen by hand meanwhile, or came with another picture, stays. While
 * the edit is live, it stays too: what a stroke changes is then seen alone.
 */
function varySeed(frozen: DocumentState): void {
  const { documentId, settings } = documentStore.getState();
  const untouched = documentId === frozen.documentId && settings.seed === frozen.settings.seed;
  if (!settings.seedLocked && untouched && !liveStore.getState().on) setSetting('seed', randomSeed(), 'none');
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

/** Stops a live run for one that is wanted more; however long its step takes, the model stays loaded. */
export function supersedeLive(): void {
  if (jobStore.getState().running?.live) current?.abort(superseded);
}
