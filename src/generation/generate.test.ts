import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PackageSummary } from '../../workers/protocol/engine';
import { Fault } from '../../workers/protocol/faults';
import { FakeWorld, pointerAt } from '../canvas/tools/fakeWorld';
import { ToolHost } from '../canvas/tools/ToolHost';
import { setPendingTool } from '../changemap/pendingTool';
import { writeEdit } from '../changemap/largeEdit';
import { turnCanvas } from '../document/canvas/canvasCommands';
import { clearMap, commitStroke, fillMap, openPicture, setArea, setSetting } from '../document/commands';
import { writeRectDeltas } from '../document/changeMap/mapDeltas';
import { emptyDocument, type Picture } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { clearHistory, undo } from '../document/history';
import { placedResults } from '../document/results/placedResults';
import { createFakeEngine, type FakeScript } from '../engine/fakeEngine';
import { packageStore } from '../models/packageStore';
import { freezeRun } from './recipe/freezeRun';
import { generate } from './generate';
import { cancelGeneration } from './runEdit';
import { runAgain, wasInterrupted } from './queue/interruptedRun';
import { jobStore } from './jobStore';
import { acceptResult, shownResult } from './staging';
import { handInEngine } from '../models/studioEngine';
import { sceneExtras } from './recipe/sceneExtras';
import { currentReadiness } from './useReadiness';

const said: string[] = [];
vi.mock('../ui/notices', () => ({ notify: (sentence: string) => said.push(sentence), reportToUser: () => undefined }));

const state = () => documentStore.getState();
const here = () => placedResults(state());
const size = { width: 64, height: 48 };
const picture = (tone: number): Picture => ({ ...size, rgba: new Uint8Array(64 * 48 * 4).fill(tone), icc: null, name: `tone ${tone}` });
const paint = (x: number, value = 200) => {
  const { changeMap } = state();
  if (changeMap) commitStroke(writeRectDeltas(changeMap, { x, y: 4, width: 8, height: 8 }, new Uint8Array(64).fill(value)), 'Brush stroke');
};
const script = (steps: FakeScript = {}) => {
  const engine = createFakeEngine(steps);
  handInEngine(engine);
  return engine;
};
/** Until the run is as far as the engine. */
const begun = (engine: { readonly runs: readonly unknown[] }) => vi.waitFor(() => expect(engine.runs).toHaveLength(1));

beforeEach(() => {
  said.length = 0;
  clearHistory();
  documentStore.setState(emptyDocument, true);
  jobStore.setState({ running: null, fault: null, shownId: null });
  packageStore.setState({ summary: null, fault: null, loading: null });
  openPicture(picture(10), crypto.randomUUID());
});

describe('a run', () => {
  it('freezes, stages and shows its result, and is a layer once accepted', async () => {
    const engine = script();
    paint(8);
    await generate();
    const [recipe] = engine.runs;
    expect(shownResult()?.result.recipe).toEqual(recipe);
    expect(state().area).toEqual(recipe?.area);
    expect(state().runMark).toBeNull();
    acceptResult(here()[0]!.id);
    expect(shownResult()).toBeNull();
    expect(state().layers[0]?.recipe).toEqual(recipe);
  });

  it('belongs to the document that it was frozen from: another one gets neither result, area nor seed', async () => {
    const engine = script({ run: [{ waitMs: 50 }] });
    paint(8);
    setSetting('seed', 7);
    const run = generate();
    await begun(engine);
    openPicture(picture(20), crypto.randomUUID());
    paint(40);
    await run;
    expect(here()).toEqual([]);
    expect(shownResult()).toBeNull();
    expect([state().area, state().settings.seed, jobStore.getState().fault]).toEqual([null, 7, null]);
    undo();
    undo();
    expect(here()).toHaveLength(1);
  });

  it('frozen while another picture is opened writes no area into it', async () => {
    script({ load: [{ waitMs: 40 }] });
    paint(8);
    const run = generate();
    openPicture(picture(20), crypto.randomUUID());
    await run;
    expect(state().area).toBeNull();
    expect(here()).toEqual([]);
  });

  it('whose canvas turned meanwhile is laid where it was asked for', async () => {
    const engine = script({ run: [{ waitMs: 40 }] });
    paint(8);
    const run = generate();
    await begun(engine);
    turnCanvas(1);
    await run;
    acceptResult(here()[0]!.id);
    const { map } = state().maps[0]!;
    const layer = state().layers[0]!;
    for (let y = 0; y < layer.rect.height; y += 1)
      for (let x = 0; x < layer.rect.width; x += 1)
        expect(layer.coverage[y * layer.rect.width + x]! > 0).toBe(map.read(x + layer.rect.x, y + layer.rect.y) > 0);
    expect(state().area).toBeNull();
  });

  it('pressed twice runs once, and the second press cancels nothing', async () => {
    const engine = script({ run: [{ waitMs: 30 }] });
    paint(8);
    await Promise.all([generate(), generate()]);
    expect(engine.runs).toHaveLength(1);
    expect(here()).toHaveLength(1);
  });

  it.each([
    [
      'a gradient with its handles',
      'gradient',
      [
        [
          [6, 6],
          [40, 30],
        ],
      ],
      true,
    ],
    ['a polygon with its corners', 'lasso', [[[6, 6]], [[40, 10]], [[30, 40]]], true],
    [
      'a shape that is being drawn',
      'shape',
      [
        [
          [6, 6],
          [40, 30],
        ],
      ],
      false,
    ],
    [
      'a stroke under way',
      'brush',
      [
        [
          [6, 6],
          [40, 30],
        ],
      ],
      false,
    ],
  ] as const)('begins with %s', async (_, tool, drags, released) => {
    const engine = script();
    const world = new FakeWorld(state().changeMap);
    world.commitEdit = (edit, label) => writeEdit(edit, label, () => undefined);
    const host = new ToolHost(world);
    host.select(tool);
    setPendingTool({ commit: () => host.finish(), drop: () => host.escape() });
    try {
      for (const [[x, y], end] of drags) {
        host.down(pointerAt(x, y));
        if (end) host.move(pointerAt(...end));
        if (released) host.up(1);
      }
      expect(state().changeMap?.isEmpty()).toBe(true);
      await generate();
    } finally {
      setPendingTool(null);
    }
    expect([engine.runs.length, here().length]).toEqual([1, 1]);
    expect(state().changeMap?.read(25, 20)).toBeGreaterThan(0);
  });

  it('is ready where a tool still holds the first edit of an empty map', () => {
    script();
    const told = () => currentReadiness().ready;
    expect(told()).toBe(false);
    sceneExtras.setState({ editing: true });
    expect(told()).toBe(true);
    sceneExtras.setState({ editing: false });
    expect(told()).toBe(false);
  });

  it('of the same recipe shows the result there is', async () => {
    const engine = script();
    setSetting('seedLocked', true);
    paint(8);
    await generate();
    const first = shownResult()?.id;
    jobStore.setState({ shownId: null });
    await generate();
    expect(engine.runs).toHaveLength(1);
    expect(shownResult()?.id).toBe(first);
    paint(30);
    await generate();
    expect(engine.runs).toHaveLength(2);
    expect(here()).toHaveLength(2);
  });

  it('of the same recipe says which result that is', async () => {
    script();
    setSetting('seedLocked', true);
    paint(8);
    await generate();
    await generate();
    expect(said).toEqual(['Result 1 is of just these settings, map and picture. Change one, or let the seed vary, for another.']);
  });

  it('says once for a document what took no part in it', async () => {
    const engine = createFakeEngine();
    handInEngine({ ...engine, run: async (...call) => ({ ...(await engine.run(...call)), notes: ['The area moved.'] }) });
    const lost = expect.stringContaining('Left out: “Ink”.') as string;
    const edit = async (at: number) => {
      setSetting('loras', [{ sha256: 'a'.repeat(64), name: 'Ink', strength: 1 }]);
      paint(at);
      await generate();
      return said.splice(0);
    };
    expect(await edit(8)).toEqual([lost, 'The area moved.']);
    expect(here()[0]?.result.notes).toEqual([lost, 'The area moved.']);
    expect(await edit(20)).toEqual([]);
    // Another picture has not been told, whatever others were.
    openPicture(picture(30), crypto.randomUUID());
    expect(await edit(8)).toEqual([lost, 'The area moved.']);
    expect(await edit(20)).toEqual([]);
  });

  it('lets the seed vary unless it is locked', async () => {
    script();
    paint(8);
    const { seed } = state().settings;
    await generate();
    expect(state().settings.seed).not.toBe(seed);
    setSetting('seedLocked', true);
    paint(20);
    const { seed: locked } = state().settings;
    await generate();
    expect(state().settings.seed).toBe(locked);
  });

  it('can be cancelled at once while the model loads, and the next one goes well', async () => {
    const engine = script({ load: [{ waitMs: 2000 }] });
    paint(8);
    const began = performance.now();
    const run = generate();
    await vi.waitFor(() => expect(jobStore.getState().running).not.toBeNull());
    cancelGeneration();
    await run;
    expect(performance.now() - began).toBeLessThan(1500);
    expect([engine.runs, jobStore.getState(), state().runMark]).toEqual([[], { running: null, fault: null, shownId: null }, null]);
    await generate();
    expect(here()).toHaveLength(1);
  });

  it('that fails tells why and leaves nothing behind that stops the next', async () => {
    script({ run: [{ fault: new Fault('out-of-memory', 'Too large.', 'Smaller.') }] });
    paint(8);
    await generate();
    expect(jobStore.getState()).toMatchObject({ running: null, fault: { code: 'out-of-memory' } });
    script();
    await generate();
    expect(jobStore.getState().fault).toBeNull();
    expect(here()).toHaveLength(1);
  });

  it('is offered again where the page was left in the midst of it', async () => {
    const engine = script({ run: [{ waitMs: 50 }] });
    setSetting('prompt', 'at night');
    paint(8);
    const run = generate();
    await begun(engine);
    const { runMark } = state();
    expect(wasInterrupted(state())).toBe(false);
    await run;
    // As a reload finds it.
    documentStore.setState({ runMark, settings: { ...state().settings, prompt: 'x', seed: runMark!.settings.seed } });
    documentStore.setState({ results: [] });
    expect(wasInterrupted(state())).toBe(true);
    await runAgain();
    expect(engine.runs[1]).toEqual(engine.runs[0]);
    expect(wasInterrupted(state())).toBe(false);
  });
});

it('the frozen area goes when nothing is painted any more', () => {
  paint(8);
  setArea({ x: 0, y: 0, ...size, modelWidth: 64, modelHeight: 64 });
  clearMap();
  expect(state().area).toBeNull();
});

describe('freezing', () => {
  const summary = { id: 's', sha256: null, title: 'S', nativeSize: { width: 32, height: 32 }, sizeMultiple: 16 } as PackageSummary;

  it('is a function of document and model: it writes nothing and gives the same again', async () => {
    paint(8);
    const before = state();
    const [first, second] = [await freezeRun(before, summary), await freezeRun(before, summary)];
    expect(state()).toBe(before);
    expect(second).toEqual(first);
    expect(first.area).toEqual(first.recipe.area);
    expect(Object.keys(first.pixels)).toContain(first.recipe.source.sha256);
  });

  it('takes the area that is frozen, and refuses a black map', async () => {
    paint(8);
    const { area } = await freezeRun(state(), summary);
    setArea(area);
    paint(12);
    expect((await freezeRun(state(), summary)).area).toBe(area);
    fillMap(0);
    await expect(freezeRun(state(), summary)).rejects.toMatchObject({ code: 'nothing-to-change' });
  });
});
