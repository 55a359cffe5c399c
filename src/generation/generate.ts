import { commitPending } from '../canvas/pendingTool';
import { editsWritten } from '../changemap/largeEdit';
import { clearPreview, showPreview } from '../canvas/preview';
import type { DocumentState } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { flattenRect } from '../document/flatten';
import { setSetting } from '../document/commands';
import type { EngineEvent, PackageSummary } from '../../workers/protocol/engine';
import { Fault, reportFault } from '../../workers/protocol/faults';
import { notify } from '../ui/notices';
import { exemplarOverScene } from '../exemplars/composeExemplars';
import type { Guide } from '../document/guide';
import { guideOverScene } from '../guides/guideOverScene';
import { netForGuide } from '../guides/netForGuide';
import { areaOfRun, freezeArea, softnessNotice } from './freezeArea';
import { buildRecipe, type RunInput } from './buildRecipe';
import { applyEvent, jobStore, type RunningJob } from './jobStore';
import { ensurePackage, studioEngine } from './studioEngine';
import { currentReadiness } from './useReadiness';
import { randomSeed } from './randomSeed';
import { mapOfRun } from './mapOfRun';
import { runGuides } from './runGuides';
import { computeSceneMap, runExemplars } from './runMaps';
import { stageResult } from './staging';

let abort: AbortController | null = null;

/** What a run needs of a document, which is an immutable value: painting on does not touch it. */
export async function freezeInput(frozen: DocumentState, summary: PackageSummary): Promise<RunInput> {
  const { picture, layers, settings } = frozen;
  const painted = await computeSceneMap(frozen);
  if (!picture || !painted) throw new Fault('bad-picture', 'There is no picture to edit.', 'Open a picture or choose a sample.');
  const { width, height } = picture;
  const whole = { x: 0, y: 0, width, height };
  const changeMap = mapOfRun(painted, frozen);
  // A map that bounds nothing says nothing of where later runs will work.
  const area = (changeMap !== painted && areaOfRun(changeMap, frozen, summary)) || freezeArea(changeMap, frozen, summary);
  const guides = runGuides(frozen).map((guide) => ({ ...guide, controlNet: netOf(guide, summary), rgba: guideOverScene(guide, picture) }));
  return { width, height, rgba: flattenRect(picture, layers, whole), changeMap: changeMap.readRect(whole), area, settings, guides, exemplars: runExemplars(frozen).map((exemplar) => ({ rgba: exemplarOverScene(exemplar, picture), changeMap: exemplar.map.readRect(whole), hold: exemplar.hold?.readRect(whole) ?? null })) };
}

function netOf(guide: Guide, { controlNets = [], title }: PackageSummary): string {
  const net = netForGuide(guide, controlNets);
  if (net === null) throw new Fault('bad-recipe', `“${title}” has no ControlNet that can follow the guide “${guide.name}”.`, 'Hide the guide, or choose a package with such a ControlNet.');
  return net;
}

/** Runs one edit from the document as it stands; painting may go on meanwhile. The result is staged. */
export async function generate(): Promise<void> {
  commitPending();
  await editsWritten();
  if (!currentReadiness().ready) return;
  const runId = crypto.randomUUID();
  const job: RunningJob = { runId, phase: 'loading', part: null, loadedBytes: 0, totalBytes: null, step: 0, steps: 0, secondsLeft: null, cancelling: false };
  const onEvent = onEventOf(runId);
  abort = new AbortController();
  jobStore.setState({ running: job, fault: null, shownId: null });
  const frozen = documentStore.getState();
  try {
    const summary = await ensurePackage(onEvent);
    const { recipe, blobs } = await buildRecipe(await freezeInput(frozen, summary), summary);
    const soft = softnessNotice(recipe.area);
    if (soft) notify(soft);
    const result = await studioEngine().run(recipe, blobs, { onEvent, signal: abort.signal });
    stageResult(result);
    for (const note of result.notes ?? []) notify(note);
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
