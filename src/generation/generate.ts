import { editsWritten } from '../changemap/largeEdit';
import { commitPending } from '../changemap/pendingTool';
import type { DocumentState, Settings } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import type { GridShape } from '../document/results/grid';
import { addGrid, setCell } from '../document/results/gridCommands';
import { batchStore, computedWith, seedsFrom } from './queue/batch';
import { rowOf } from './sweeps/rowOf';
import { keepLive } from './live/liveStore';
import { randomSeed } from './queue/randomSeed';
import { enqueue, queueStore, requireRoom, type QueuedRun } from './queue/runQueue';
import { variantOf, type Variant } from './sweeps/sweeps';
import { currentReadiness } from './useReadiness';
import { tr } from '../../workers/texts/texts';

/** A press of Generate is being taken in. */
let pressed = false;

/**
 * Runs the edit from the document as it stands, after what a tool still holds has been written: once, or under as many seeds as are
 * wanted at once. It waits for its turn where others run; painting may go on meanwhile, and the result goes to the document that the
 * run was frozen from. @returns when it has run, or was taken off
 */
export async function generate(): Promise<void> {
  await press((frozen) => {
    const { seeds } = batchStore.getState();
    const seed = freshSeed(frozen.settings);
    if (seeds === 1) return [queued({ ...frozen, settings: { ...frozen.settings, seed } })];
    const row = seedsFrom(seed, seeds);
    const variants = row.map((one) => variantOf(tr`seed ${one}`, { seed: one }));
    const companions = computedWith(row);
    return together(frozen, variants, rowOf('Seeds', variants)).map((run, at) => ({ ...run, alongside: companions[at] }));
  });
}

/**
 * Makes the runs of a sweep one after the other, from the document as it stands and under its seed, whatever is painted meanwhile; its
 * settings stay as they are. Cancel ends all of them, and so does a fault.
 */
export async function generateEach(variants: readonly Variant[], grid: GridShape = rowOf('Variants', variants)): Promise<void> {
  await press((frozen) => together(frozen, variants, grid));
}

/** Makes runs of the document as it stands that differ in all their settings: those of a queue that a reload has cut off. */
export async function generateWith(settings: readonly Settings[]): Promise<void> {
  await press((frozen) => settings.map((one) => queued({ ...frozen, settings: one })));
}

const queued = (frozen: DocumentState): QueuedRun => ({ id: crypto.randomUUID(), frozen, group: null, sweep: null });

/** Runs that are one thing to whoever asked: under one name, cancelled as one, and laid out as a grid. */
function together(frozen: DocumentState, variants: readonly Variant[], grid: GridShape): QueuedRun[] {
  const group = crypto.randomUUID();
  requireRoom(variants.length);
  const gridId = addGrid(grid, frozen.documentId);
  return variants.map(({ words, change, map }, at) => ({
    ...queued({ ...frozen, settings: { ...frozen.settings, ...change } }),
    group,
    map,
    sweep: { at: at + 1, of: variants.length, words },
    onResult: (id) => setCell(gridId, at, id),
  }));
}

/** The document's seed; another where it varies from run to run and one that waits has taken it. */
function freshSeed({ seed, seedLocked }: Settings): number {
  const { current, waiting } = queueStore.getState();
  const taken = [...(current ? [current] : []), ...waiting].some(({ frozen }) => frozen.settings.seed === seed);
  return taken && !seedLocked ? randomSeed() : seed;
}

/** Reads all that was painted, and lets the runs wait for their turn where they can be made; one press at a time. */
async function press(runs: (frozen: DocumentState) => readonly QueuedRun[]): Promise<void> {
  if (pressed) return;
  pressed = true;
  let over: Promise<void> | null = null;
  try {
    commitPending();
    await editsWritten();
    keepLive();
    if (currentReadiness().ready) over = enqueue(runs(documentStore.getState()));
  } finally {
    pressed = false;
  }
  await over;
}
