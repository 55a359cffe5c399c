import { editsWritten } from '../changemap/largeEdit';
import { commitPending } from '../changemap/pendingTool';
import { documentStore } from '../document/documentStore';
import { jobStore } from './jobStore';
import { keepLive } from './liveStore';
import { runEdit, supersedeLive } from './runEdit';
import type { Variant } from './sweeps';
import { currentReadiness } from './useReadiness';

/** A press of Generate is on its way, or what it began. */
let pressed = false;

/**
 * Runs one edit from the document as it stands, after what a tool still holds has been written; painting may go on meanwhile. The
 * result goes to the document that the run was frozen from. While a run is under way another press does nothing; a live one gives way.
 */
export async function generate(): Promise<void> {
  await press(async () => {
    await runEdit(documentStore.getState());
  });
}

/**
 * Makes the runs of a sweep one after the other, from the document as it stands and under its seed, whatever is painted meanwhile; its
 * settings stay as they are. Cancel ends all of them, and so does a fault. Does nothing while a run is under way.
 */
export async function generateEach(variants: readonly Variant[]): Promise<void> {
  await press(async () => {
    const frozen = documentStore.getState();
    for (const [at, { words, change }] of variants.entries()) {
      const document = { ...frozen, settings: { ...frozen.settings, ...change } };
      const went = await runEdit(document, { sweep: { at: at + 1, of: variants.length, words } });
      if (!went) return;
    }
  });
}

/** Reads all that was painted, ends a live run, and does the work where it can be done; one press at a time. */
async function press(work: () => Promise<void>): Promise<void> {
  if (pressed) return;
  pressed = true;
  try {
    commitPending();
    await editsWritten();
    keepLive();
    await idle();
    if (currentReadiness().ready) await work();
  } finally {
    pressed = false;
  }
}

/** Waits until no run is under way; live ones give way. */
async function idle(): Promise<void> {
  while (jobStore.getState().running) {
    supersedeLive();
    await ended();
  }
}

/** When the run under way has ended. */
const ended = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = jobStore.subscribe(({ running }) => {
      if (running) return;
      stop();
      resolve();
    });
  });
