import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Fault } from '../../../workers/protocol/faults';
import { fillMap, openPicture, setSetting, setSettings } from '../../document/commands';
import { emptyDocument } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { clearHistory } from '../../document/history';
import { createFakeEngine, type FakeScript } from '../../engine/fakeEngine';
import { packageStore } from '../../models/packageStore';
import { handInEngine } from '../../models/studioEngine';
import { batchStore, computedWith, seedsFrom } from './batch';
import { generate, generateEach } from '../generate';
import { runAgain, wasInterrupted } from './interruptedRun';
import { jobStore } from '../jobStore';
import { cancelGeneration } from '../runEdit';
import { cancelAll, clearQueue, goOn, moveQueued, queueStore, unqueue } from './runQueue';

const state = () => documentStore.getState();
const waiting = () => queueStore.getState().waiting;
const ids = () => waiting().map(({ id }) => id) as [string, string, string];
const prompts = (engine: { readonly runs: readonly { readonly prompt: string }[] }) => engine.runs.map(({ prompt }) => prompt);
const script = (steps: FakeScript = {}) => {
  const engine = createFakeEngine(steps);
  handInEngine(engine);
  return engine;
};

/** Edits under way and waiting, one for each prompt. */
async function press(...words: readonly string[]): Promise<readonly Promise<void>[]> {
  const runs: Promise<void>[] = [];
  for (const prompt of words) {
    setSettings({ prompt });
    runs.push(generate());
    // A press is taken in within its task.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return runs;
}

beforeEach(() => {
  cancelAll();
  clearHistory();
  documentStore.setState(emptyDocument, true);
  jobStore.setState({ running: null, fault: null, shownId: null });
  packageStore.setState({ summary: null, fault: null, loading: null });
  batchStore.setState({ seeds: 1 });
  openPicture({ width: 32, height: 24, rgba: new Uint8Array(32 * 24 * 4).fill(9), icc: null, name: 'p' }, crypto.randomUUID());
  fillMap(255);
  setSetting('seed', 7);
});

describe('the queue', () => {
  it('runs what is pressed meanwhile in its turn, as the document stood then, under another seed where that varies', async () => {
    const engine = script({ run: [{ waitMs: 200 }] });
    const runs = await press('a', 'a', 'b');
    setSetting('prompt', 'later');
    await Promise.all(runs);
    expect(prompts(engine)).toEqual(['a', 'a', 'b']);
    expect(new Set(engine.runs.map(({ seed }) => seed)).size).toBe(3);
    expect([state().results.length, queueStore.getState(), state().runMark]).toEqual([
      3,
      { done: [], current: null, waiting: [], held: false },
      null,
    ]);
  });

  it('lets each run go before another or be taken off, and what was taken off is over', async () => {
    const engine = script({ run: [{ waitMs: 200 }] });
    const runs = await press('a', 'b', 'c', 'd');
    const [b, c, d] = ids();
    moveQueued(d, -1);
    moveQueued(d, -1);
    moveQueued(d, -1);
    unqueue(c);
    unqueue('unknown');
    moveQueued('unknown', 1);
    expect(ids()).toEqual([d, b]);
    await Promise.all(runs);
    expect(prompts(engine)).toEqual(['a', 'd', 'b']);
  });

  it('goes on after one is cancelled, and ends where all are', async () => {
    const engine = script({ run: [{ waitMs: 200 }] });
    let runs = await press('a', 'b');
    await vi.waitFor(() => expect(engine.runs).toHaveLength(1));
    cancelGeneration();
    await Promise.all(runs);
    expect([prompts(engine), state().results.length]).toEqual([['a', 'b'], 1]);
    runs = await press('c', 'd');
    cancelAll();
    await Promise.all(runs);
    expect([state().results.length, waiting(), jobStore.getState().fault]).toEqual([1, [], null]);
  });

  it('holds the rest after a fault until it is told to go on', async () => {
    script({ run: [{ waitMs: 200 }, { fault: new Fault('out-of-memory', 'Full.', 'Smaller.') }] });
    const runs = await press('a', 'b', 'c');
    await Promise.all(runs);
    expect([waiting().length, queueStore.getState().held, jobStore.getState().fault?.message]).toEqual([2, true, 'Full.']);
    expect(state().runMark?.rest).toHaveLength(1);
    const engine = script();
    goOn();
    await vi.waitFor(() => expect(prompts(engine)).toEqual(['b', 'c']));
    await vi.waitFor(() => expect(state().runMark).toBeNull());
    clearQueue();
  });

  it('makes several pictures of one press, cancelled as one, and a hundred edits wait at most', async () => {
    batchStore.setState({ seeds: 4 });
    const engine = script({ run: [{ waitMs: 200 }] });
    await generate();
    expect(engine.runs.map(({ seed }) => seed)).toEqual([7, 8, 9, 10]);
    // The first of four is asked to compute the others in its batches.
    expect(engine.options.map(({ alongside }) => alongside)).toEqual([[8, 9, 10], [], [], []]);
    expect(computedWith([1, 2, 3, 4, 5, 6])).toEqual([[2, 3, 4], [], [], [], [6], []]);
    expect(seedsFrom(2 ** 32 - 1, 2)).toEqual([2 ** 32 - 1, 0]);
    const run = generate();
    await vi.waitFor(() => expect(engine.runs).toHaveLength(5));
    cancelGeneration();
    await run;
    expect([engine.runs.length, waiting()]).toEqual([5, []]);
    const many = Array.from({ length: 101 }, (_, i) => ({ words: String(i), change: { seed: i } }));
    await expect(generateEach(many)).rejects.toMatchObject({ code: 'limit-reached' });
  });

  it('is offered again after a reload, all of it, each with its own settings', async () => {
    const engine = script({ run: [{ waitMs: 200 }] });
    const variants = [0.4, 0.6, 0.8].map((strength) => ({ words: `${strength}`, change: { strength } }));
    const run = generateEach(variants);
    await vi.waitFor(() => expect(engine.runs).toHaveLength(1));
    const { runMark } = state();
    cancelAll();
    await run;
    // As a reload finds it.
    const settings = { ...state().settings, seedLocked: true };
    documentStore.setState({ runMark, settings });
    expect([wasInterrupted(state()), runMark?.rest?.length]).toEqual([true, 2]);
    await runAgain();
    expect(engine.runs.slice(-3).map(({ strength }) => strength)).toEqual([0.4, 0.6, 0.8]);
    expect([state().settings, wasInterrupted(state())]).toEqual([settings, false]);
  });
});
