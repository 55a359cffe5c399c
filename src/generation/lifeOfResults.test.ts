import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Rect } from '../../workers/protocol/geometry';
import { flipCanvas, frameCanvas, turnCanvas } from '../document/canvas/canvasCommands';
import { writeRectDeltas } from '../document/changeMap/mapDeltas';
import { commitStroke, openPicture } from '../document/commands';
import { emptyDocument } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { flattenDocument } from '../document/flatten';
import { clearHistory, historyContent, historyStore, redo, undo } from '../document/history';
import { placedResults } from '../document/results/placedResults';
import { restore, snapshot } from '../document/snapshot';
import { openProjectStore, type ProjectStore } from '../document/storage/projectStore';
import { cancelledFault } from '../engine/abortable';
import { createFakeEngine } from '../engine/fakeEngine';
import { packageStore } from '../models/packageStore';
import { generate } from './generate';
import { cancelGeneration } from './runEdit';
import { wasInterrupted } from './queue/interruptedRun';
import { jobStore } from './jobStore';
import { acceptResult, discardResult } from './staging';
import { handInEngine } from '../models/studioEngine';
import { inside, LifeModel, type Motion } from './testing/lifeModel';

const state = () => documentStore.getState();
const here = () => placedResults(state());

type Op =
  | { readonly op: 'open'; readonly width: number; readonly height: number; readonly tone: number }
  | { readonly op: 'paint'; readonly at: number; readonly value: number }
  | { readonly op: 'run' | 'finish' | 'cancel' | 'undo' | 'redo' | 'save' | 'reload' | 'kill' }
  | { readonly op: 'turn'; readonly quarters: 1 | 2 | 3 }
  | { readonly op: 'flip'; readonly axis: 'across' | 'down' }
  | { readonly op: 'frame'; readonly x: number; readonly y: number; readonly dw: number; readonly dh: number }
  | { readonly op: 'accept' | 'discard'; readonly which: number };

const plain = (...ops: ('run' | 'finish')[]) => fc.constantFrom(...ops).map((op): Op => ({ op }));
const anyOp: fc.Arbitrary<Op> = fc.oneof(
  fc.record({
    op: fc.constant('open' as const),
    width: fc.integer({ min: 3, max: 9 }),
    height: fc.integer({ min: 3, max: 9 }),
    tone: fc.nat(255),
  }),
  { weight: 4, arbitrary: fc.record({ op: fc.constant('paint' as const), at: fc.nat(80), value: fc.constantFrom(0, 90, 255) }) },
  { weight: 7, arbitrary: plain('run', 'finish') },
  { weight: 2, arbitrary: fc.constantFrom('undo' as const, 'redo' as const).map((op): Op => ({ op })) },
  fc.constantFrom('cancel' as const, 'save' as const, 'reload' as const, 'kill' as const).map((op): Op => ({ op })),
  fc.record({ op: fc.constant('turn' as const), quarters: fc.constantFrom(1 as const, 2 as const, 3 as const) }),
  fc.record({ op: fc.constant('flip' as const), axis: fc.constantFrom('across' as const, 'down' as const) }),
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant('frame' as const),
      x: fc.integer({ min: -2, max: 2 }),
      y: fc.integer({ min: -2, max: 2 }),
      dw: fc.integer({ min: -2, max: 2 }),
      dh: fc.integer({ min: -2, max: 2 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('accept' as const), which: fc.nat(5) }) },
  fc.record({ op: fc.constant('discard' as const), which: fc.nat(5) }),
);

/** An engine whose runs wait until they are told to end. */
function gatedEngine() {
  const fake = createFakeEngine();
  const gate = { open: () => undefined as void, begun: () => undefined as void };
  const engine = {
    ...fake,
    run: (async (recipe, blobs, options = {}) => {
      gate.begun();
      await new Promise<void>((resolve, reject) => {
        gate.open = resolve;
        options.signal?.addEventListener('abort', () => reject(cancelledFault()));
      });
      return fake.run(recipe, blobs);
    }) satisfies typeof fake.run,
  };
  return { engine, gate };
}

/** Of thousands of arrays a loop is quicker than the words that tell where two differ. */
function expectSame(found: readonly number[], wanted: readonly number[]): void {
  if (found.length !== wanted.length || found.some((value, i) => value !== wanted[i])) expect(found).toEqual(wanted);
}

let opened = 0;

/** The studio and the model of it, side by side. */
class Trial {
  readonly model = new LifeModel();
  readonly #engine = gatedEngine();
  #run: Promise<void> | null = null;
  #store: ProjectStore | null = null;
  readonly #name = `trial ${(opened += 1)}`;

  async begin(): Promise<void> {
    clearHistory();
    documentStore.setState(emptyDocument, true);
    jobStore.setState({ running: null, fault: null, shownId: null });
    packageStore.setState({ summary: null, fault: null, loading: null });
    handInEngine(this.#engine.engine);
    this.#store = await openProjectStore(this.#name);
  }

  async end(): Promise<void> {
    await this.#stopRun();
    this.#store?.close();
  }

  async #stopRun(): Promise<void> {
    cancelGeneration();
    await this.#run;
    this.#run = null;
  }

  async #startRun(): Promise<void> {
    if (this.#run) return;
    const begun = new Promise<void>((resolve) => (this.#engine.gate.begun = resolve));
    const run = generate();
    this.#run = run;
    await Promise.race([begun, run]);
    if (jobStore.getState().running === null) this.#run = null;
    else this.model.begin({ x: 0, y: 0, width: this.model.scene.width, height: this.model.scene.height });
  }

  #canvas(motion: Motion, act: () => void): void {
    act();
    if (this.model.scene.documentId !== '') this.model.canvas(motion);
  }

  /** All of so short a history outlasts the page. */
  async #save(): Promise<void> {
    expect(await this.#store?.save(snapshot(), historyContent())).toBe(this.model.depth[0]);
    this.model.save();
  }

  async #comeBack(): Promise<void> {
    await this.#stopRun();
    this.#store?.close();
    this.#store = await openProjectStore(this.#name);
    const { content, history, notice } = await this.#store.loadLatest();
    expect(notice).toBeNull();
    clearHistory();
    if (content) restore(content, history);
    else documentStore.setState(emptyDocument, true);
    this.model.die();
    if (content?.runMark) expect(wasInterrupted(state())).toBe(content.runMark.documentId === state().documentId);
  }

  async do(step: Op): Promise<void> {
    const { model } = this;
    const { scene } = model;
    const { width, height } = scene;
    switch (step.op) {
      case 'open': {
        const rgba = Uint8Array.from({ length: step.width * step.height * 4 }, (_, i) => (i % 4 === 3 ? 255 : (step.tone + i * 7) & 255));
        const documentId = `${this.#name} ${(opened += 1)}`;
        openPicture({ width: step.width, height: step.height, rgba, icc: null, name: 'p' }, documentId);
        return model.change({
          ...{ documentId, width: step.width, height: step.height, base: [...rgba], layers: [] },
          map: Array.from({ length: step.width * step.height }, () => 0),
        });
      }
      case 'paint': {
        const { changeMap } = state();
        if (!changeMap) return;
        const at = step.at % (width * height);
        if (scene.map[at] === step.value) return;
        const rect: Rect = { x: at % width, y: Math.floor(at / width), width: 1, height: 1 };
        commitStroke(writeRectDeltas(changeMap, rect, Uint8Array.of(step.value)), 'Brush stroke');
        return model.change({ ...scene, map: scene.map.map((value, i) => (i === at ? step.value : value)) });
      }
      case 'run':
        return this.#startRun();
      case 'finish':
        this.#engine.gate.open();
        await this.#run;
        this.#run = null;
        return model.finish();
      case 'cancel':
        await this.#stopRun();
        model.running = null;
        return;
      case 'undo':
        undo();
        return model.undo();
      case 'redo':
        redo();
        return model.redo();
      case 'turn': {
        const [w, h] = [width - 1, height - 1];
        const motions: Record<1 | 2 | 3, Motion> = {
          1: { width: height, height: width, move: (x, y) => [h - y, x], back: (x, y) => [y, h - x] },
          2: { width, height, move: (x, y) => [w - x, h - y], back: (x, y) => [w - x, h - y] },
          3: { width: height, height: width, move: (x, y) => [y, w - x], back: (x, y) => [w - y, x] },
        };
        return this.#canvas(motions[step.quarters], () => turnCanvas(step.quarters));
      }
      case 'flip': {
        const flip = (x: number, y: number) => (step.axis === 'across' ? ([width - 1 - x, y] as const) : ([x, height - 1 - y] as const));
        return this.#canvas({ width, height, move: flip, back: flip }, () => flipCanvas(step.axis));
      }
      case 'frame': {
        const size = { width: width + step.dw, height: height + step.dh };
        const meets = step.x < width && step.y < height && step.x + size.width > 0 && step.y + size.height > 0;
        if (size.width < 1 || size.height < 1 || !meets) return;
        const motion: Motion = { ...size, move: (x, y) => [x - step.x, y - step.y], back: (x, y) => [x + step.x, y + step.y] };
        return this.#canvas(motion, () => frameCanvas({ x: step.x, y: step.y, ...size }, { fill: 'edges', noise: 0, seed: 1 }));
      }
      case 'accept': {
        const placed = here();
        const at = step.which % Math.max(1, placed.length);
        const [real, result] = [placed[at], model.here()[at]];
        if (!real || !result) return;
        const points = inside(result.points, scene);
        if (points.size === 0) return expect(() => acceptResult(real.id)).toThrow('cut off');
        acceptResult(real.id);
        if (!scene.layers.some((layer) => layer.result === result.number))
          model.change({ ...scene, layers: [...scene.layers, { result: result.number, points }] });
        return;
      }
      case 'discard': {
        const placed = here();
        const at = step.which % Math.max(1, placed.length);
        const [real, result] = [placed[at], model.here()[at]];
        if (!real || !result) return;
        discardResult(real.id);
        return model.discard(result);
      }
      case 'save':
        return this.#save();
      case 'reload':
        await this.#save();
        return this.#comeBack();
      case 'kill':
        return this.#comeBack();
    }
  }

  /** The studio is as the model says. */
  check(flatOf: (model: LifeModel) => number[]): void {
    const { scene } = this.model;
    const { picture, changeMap, documentId } = state();
    const { labels, undoneLabels } = historyStore.getState();
    expect([labels.length, undoneLabels.length]).toEqual(this.model.depth);
    expect([documentId, picture?.width ?? 0, picture?.height ?? 0]).toEqual([scene.documentId, scene.width, scene.height]);
    if (!picture || !changeMap) return expect(here()).toEqual([]);
    expectSame([...flattenDocument()], flatOf(this.model));
    expectSame([...changeMap.toUint8Array()], scene.map);
    expect(here().map(({ number }) => number)).toEqual(this.model.here().map(({ number }) => number));
    here().forEach((placed, i) => {
      const points = inside(this.model.here()[i]?.points ?? new Map(), scene);
      expect(placed.gone).toBe(points.size === 0);
      expect(placed.accepted).toBe(scene.layers.some(({ result }) => result === placed.number));
      if (placed.gone) return;
      const { rect, rgba, coverage } = placed.result;
      expect(coverage.length).toBe(points.size);
      const wanted = Array.from(coverage, (_, at) => points.get(`${rect.x + (at % rect.width)},${rect.y + Math.floor(at / rect.width)}`));
      expectSame(
        Array.from(coverage, Number),
        wanted.map((point) => (point?.covered ? 255 : 0)),
      );
      expectSame(
        [...rgba],
        wanted.flatMap((point) => point?.rgba ?? []),
      );
    });
  }
}

/** Sequences that failed once. */
const kept: readonly (readonly [readonly Op[]])[] = [];

it(
  'whatever is opened, painted, run, turned, cut, accepted, undone, reloaded and killed, results stay with their place',
  { timeout: 600_000 },
  async () => {
    const { flat } = await import('./testing/lifeModel');
    const seed = Number(process.env.SFUMATO_SEED ?? 20260);
    await fc.assert(
      fc.asyncProperty(fc.array(anyOp, { minLength: 29, maxLength: 29 }), async (steps) => {
        const trial = new Trial();
        await trial.begin();
        try {
          await trial.do({ op: 'open', width: 5, height: 4, tone: 3 });
          for (const step of steps) {
            await trial.do(step);
            trial.check((model) => flat(model.scene));
          }
        } finally {
          await trial.end();
        }
      }),
      { numRuns: Number(process.env.SFUMATO_RUNS ?? 500), seed, examples: kept.map(([steps]) => [[...steps]]) },
    );
  },
);
