import { acceptResult, discardResult, showResult, shownResult, stepResult } from '../generation/staging';
import { setDivider, viewStore } from '../canvas/viewStore';
import { undo } from '../document/history';
import { hush, say, sayingStore } from '../ui/saying';
import { documentStore } from '../document/documentStore';
import { placedResults } from '../document/results/placedResults';
import { starResult } from '../document/results/resultCommands';
import { setLive } from '../generation/live/followLive';
import { generate } from '../generation/generate';
import { hasSteps } from '../generation/steps/runSteps';
import { ownGrids } from '../document/results/gridCommands';
import { jobStore } from '../generation/jobStore';
import { liveStore } from '../generation/live/liveStore';
import { cancelGeneration } from '../generation/runEdit';
import { currentReadiness } from '../generation/useReadiness';
import type { Action } from './action';
import { openDialog } from './dialogStore';
import { tr } from '../../workers/texts/texts';

/** Of a layer's name as it is said, in characters. */
const longestName = 28;

const shown = () => shownResult()?.id ?? null;
const isShown = () => shownResult() !== null;

/** A name in a line of the band: whole words of its beginning. */
function shortened(name: string): string {
  if (name.length <= longestName) return name;
  return `${name.slice(0, longestName).replace(/[\s,]+\S*$/, '')}…`;
}

/** Says what was done and offers to take it back, until something else is done: Undo would take that back. */
function sayWhatWasDone(sentence: string): void {
  say(sentence, { label: tr`Take it back`, run: undo });
  const { saying } = sayingStore.getState();
  const stop = documentStore.subscribe(({ revision }, before) => {
    if (revision === before.revision) return;
    stop();
    if (sayingStore.getState().saying === saying) hush();
  });
}

function accept(): void {
  const result = shownResult();
  if (!result) return;
  acceptResult(result.id);
  const name = documentStore.getState().layers.at(-1)?.name ?? '';
  sayWhatWasDone(tr`Accepted as the layer “${shortened(name)}”.`);
}

function discard(): void {
  const result = shownResult();
  if (!result) return;
  discardResult(result.id);
  sayWhatWasDone(tr`Result ${result.number} discarded.`);
}

/** The comparison goes first, then the result. */
function leaveResult(): void {
  if (viewStore.getState().divider > 0) setDivider(0);
  else showResult(null);
}

const hasResults = () => placedResults(documentStore.getState()).some(({ gone }) => !gone);

export const generateActions: readonly Action[] = [
  {
    id: 'generate',
    label: tr`Generate`,
    group: 'Generate',
    keys: ['mod+Enter'],
    whileTyping: true,
    enabled: () => currentReadiness().ready,
    run: generate,
  },
  {
    id: 'cancel',
    label: tr`Cancel`,
    group: 'Generate',
    keys: ['Shift+x'],
    enabled: () => jobStore.getState().running !== null,
    run: cancelGeneration,
  },
  {
    id: 'live',
    label: tr`Live editing`,
    group: 'Generate',
    keys: ['Shift+l'],
    enabled: () => documentStore.getState().picture !== null,
    run: () => setLive(!liveStore.getState().on),
  },
  {
    id: 'choose-method',
    label: tr`Choose a method…`,
    group: 'Generate',
    keys: [],
    enabled: () => true,
    run: () => openDialog('methods'),
  },
  {
    id: 'grid',
    label: tr`Compare as a grid…`,
    group: 'Generate',
    keys: [],
    enabled: () => ownGrids(documentStore.getState()).length > 0,
    run: () => openDialog('grid'),
  },
  {
    id: 'steps',
    label: tr`Steps of the last run…`,
    group: 'Generate',
    keys: [],
    enabled: () => hasSteps(documentStore.getState()),
    run: () => openDialog('steps'),
  },
  {
    id: 'accept-result',
    label: tr`Accept the result shown`,
    group: 'Generate',
    keys: ['Enter', 'mod+Shift+Enter'],
    whileTyping: true,
    onCanvas: true,
    yields: true,
    enabled: () => shownResult()?.accepted === false,
    run: accept,
  },
  {
    id: 'discard-result',
    label: tr`Discard the result shown`,
    group: 'Generate',
    keys: [],
    enabled: () => shown() !== null,
    run: discard,
  },
  {
    id: 'star-result',
    label: tr`Star the result shown`,
    group: 'Generate',
    keys: [],
    enabled: () => shown() !== null,
    run: () => {
      const result = shownResult();
      if (result) starResult(result.id, !result.starred);
    },
  },
  {
    id: 'older-result',
    label: tr`Show the next result`,
    group: 'Generate',
    keys: ['ArrowRight'],
    onCanvas: true,
    keysWhen: isShown,
    yields: true,
    enabled: hasResults,
    run: () => stepResult(1),
  },
  {
    id: 'newer-result',
    label: tr`Show the result before`,
    group: 'Generate',
    keys: ['ArrowLeft'],
    onCanvas: true,
    keysWhen: isShown,
    yields: true,
    enabled: hasResults,
    run: () => stepResult(-1),
  },
  {
    id: 'leave-result',
    label: tr`Leave the comparison, then the result`,
    group: 'Generate',
    keys: ['Escape'],
    onCanvas: true,
    yields: true,
    enabled: isShown,
    run: leaveResult,
  },
];
