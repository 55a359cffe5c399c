// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Fault } from '../../../workers/protocol/faults';
import { commitStroke, fillMap, openPicture, setSetting } from '../../document/commands';
import { writeRectDeltas } from '../../document/changeMap/mapDeltas';
import { emptyDocument } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { clearHistory, undo } from '../../document/history';
import { placedResults } from '../../document/results/placedResults';
import { starResult } from '../../document/results/resultCommands';
import { createFakeEngine, type FakeScript } from '../../engine/fakeEngine';
import { packageStore } from '../../models/packageStore';
import { handInEngine } from '../../models/studioEngine';
import { followLive, setLive } from './followLive';
import { generate } from '../generate';
import { jobStore } from '../jobStore';
import { liveStore } from './liveStore';
import { acceptResult, shownResult } from '../staging';

const state = () => documentStore.getState();
const here = () => placedResults(state());
const idle = () => jobStore.getState().running === null;
const paint = (x: number, value = 200) => {
  const { changeMap } = state();
  if (changeMap) commitStroke(writeRectDeltas(changeMap, { x, y: 4, width: 4, height: 8 }, new Uint8Array(32).fill(value)), 'Brush stroke');
};
const table = (name: string) =>
  openPicture({ width: 64, height: 48, rgba: new Uint8Array(64 * 48 * 4).fill(9), icc: null, name }, crypto.randomUUID());
const script = (steps: FakeScript = {}) => {
  const engine = createFakeEngine(steps);
  handInEngine(engine);
  return engine;
};
/** Until so many runs were asked for and the last has ended. */
const settled = (engine: { readonly runs: readonly unknown[] }, runs: number) =>
  vi.waitFor(() => {
    expect(engine.runs).toHaveLength(runs);
    expect(idle()).toBe(true);
    expect(here().length).toBeGreaterThan(0);
  });

let stop = (): void => undefined;

beforeEach(() => {
  clearHistory();
  documentStore.setState(emptyDocument, true);
  jobStore.setState({ running: null, fault: null, shownId: null });
  packageStore.setState({ summary: null, fault: null, loading: null });
  table('first');
  stop = followLive();
});

afterEach(() => {
  setLive(false);
  stop();
  vi.restoreAllMocks();
});

describe('the live edit', () => {
  it('runs when it is turned on and after every stroke and setting, into one result, under one seed', async () => {
    const engine = script();
    paint(8);
    const { seed } = state().settings;
    setLive(true);
    await settled(engine, 1);
    const { id, number } = here()[0]!;
    paint(12);
    await settled(engine, 2);
    setSetting('prompt', 'night');
    await settled(engine, 3);
    expect(here()).toHaveLength(1);
    expect(here()[0]).toMatchObject({ id, number });
    expect(shownResult()?.result.recipe).toEqual(engine.runs[2]);
    expect(engine.runs.map((recipe) => recipe.seed)).toEqual([seed, seed, seed]);
    expect([state().settings.seed, state().runMark]).toEqual([seed, null]);
    expect(liveStore.getState().computed).toEqual({ done: 1, of: 1 });
  });

  it('runs the newest alone: what is under way gives way, and nothing piles up', async () => {
    const engine = script({ run: [{ waitMs: 60_000 }] });
    paint(8);
    setLive(true);
    await vi.waitFor(() => expect(engine.runs).toHaveLength(1));
    for (const x of [12, 16, 20]) paint(x);
    await vi.waitFor(() => expect(engine.runs).toHaveLength(2));
    expect(here()).toHaveLength(0);
    expect([jobStore.getState().fault, jobStore.getState().running?.live]).toEqual([null, true]);
    setLive(false);
    const free = script();
    await generate();
    expect(free.runs).toHaveLength(1);
    expect(here()).toHaveLength(1);
  });

  it('leaves alone what was accepted, starred or asked for by hand', async () => {
    const engine = script();
    paint(8);
    setLive(true);
    await settled(engine, 1);
    acceptResult(here()[0]!.id);
    expect(idle()).toBe(true);
    paint(12);
    await settled(engine, 2);
    expect(here()).toHaveLength(2);
    starResult(here()[0]!.id, true);
    paint(16);
    await settled(engine, 3);
    expect(here()).toHaveLength(3);
    // This very edit is there: Generate keeps it.
    await generate();
    expect(engine.runs).toHaveLength(3);
    paint(20);
    await settled(engine, 4);
    expect(here()).toHaveLength(4);
  });

  it('follows Undo, and shows a result that is there already', async () => {
    const engine = script();
    paint(8);
    await generate();
    setSetting('seedLocked', true);
    setSetting('seed', engine.runs[0]!.seed);
    setLive(true);
    await vi.waitFor(() => expect(liveStore.getState().computed).toEqual({ done: 0, of: 1 }));
    paint(12);
    await settled(engine, 2);
    expect(here()).toHaveLength(2);
    undo();
    await vi.waitFor(() => expect(shownResult()?.number).toBe(1));
    expect(engine.runs).toHaveLength(2);
  });

  it('begins nothing while the page is hidden, and takes up the newest when it is seen again', async () => {
    const engine = script();
    paint(8);
    setLive(true);
    await settled(engine, 1);
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    paint(12);
    paint(16);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(engine.runs).toHaveLength(1);
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event('visibilitychange'));
    await settled(engine, 2);
  });

  it('lets what was pressed for end first, and runs nothing for another picture that is opened', async () => {
    const engine = script({ run: [{ waitMs: 200 }] });
    paint(8);
    setLive(true);
    await vi.waitFor(() => expect(engine.runs).toHaveLength(1));
    const run = generate();
    await vi.waitFor(() => expect(jobStore.getState().running?.live).toBe(false));
    paint(12);
    await run;
    await settled(engine, 3);
    expect(here()).toHaveLength(2);
    table('second');
    fillMap(255);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(liveStore.getState().resultId).toBeNull();
  });

  it('says what failed, and tries again after the next stroke', async () => {
    const fault = new Fault('out-of-memory', 'Full.', 'Smaller.');
    script({ run: [{ fault }] });
    paint(8);
    setLive(true);
    await vi.waitFor(() => expect(jobStore.getState().fault?.message).toBe('Full.'));
    const engine = script();
    paint(12);
    await settled(engine, 1);
    expect(jobStore.getState().fault).toBeNull();
  });

  it('waits where nothing may change yet', async () => {
    const engine = script();
    setLive(true);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([engine.runs, jobStore.getState().fault]).toEqual([[], null]);
    paint(8);
    await settled(engine, 1);
  });
});
