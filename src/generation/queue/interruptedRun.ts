import { setSettings } from '../../document/commands';
import type { DocumentState } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { markRun } from '../../document/runMark';
import { generateWith } from '../generate';
import { jobStore } from '../jobStore';
import { queueStore } from './runQueue';
import { tr } from '../../../workers/texts/texts';

/** Whether a run of this document was under way when the page was left: it can then be run again, with those that waited. */
export const wasInterrupted = ({ runMark, documentId }: DocumentState): boolean =>
  runMark?.documentId === documentId && jobStore.getState().running === null && !isQueued();

const isQueued = (): boolean => {
  const { current, waiting } = queueStore.getState();
  return current !== null || waiting.length > 0;
};

/** Runs the edits again that were under way or waited when the page was left, each with the settings that it had. */
export async function runAgain(): Promise<void> {
  const { runMark } = documentStore.getState();
  if (!runMark) return;
  markRun(null);
  const { settings, rest = [] } = runMark;
  if (rest.length === 0) setSettings(settings, tr`Settings of the interrupted edit`);
  await generateWith([settings, ...rest]);
}

/** Offers it no longer. */
export const forgetInterrupted = (): void => markRun(null);
