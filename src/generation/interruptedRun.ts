import type { DocumentState } from '../document/documentState';
import { setSettings } from '../document/commands';
import { documentStore } from '../document/documentStore';
import { markRun } from '../document/runMark';
import { generate } from './generate';
import { jobStore } from './jobStore';

/** Whether a run of this document was under way when the page was left: it can then be run again. */
export const wasInterrupted = ({ runMark, documentId }: DocumentState): boolean =>
  runMark?.documentId === documentId && jobStore.getState().running === null;

/** Runs the edit again that was under way when the page was left, with the settings that it had. */
export async function runAgain(): Promise<void> {
  const { runMark } = documentStore.getState();
  if (!runMark) return;
  markRun(null);
  setSettings(runMark.settings, 'Settings of the interrupted edit');
  await generate();
}

/** Offers it no longer. */
export const forgetInterrupted = (): void => markRun(null);
