import { beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../workers/protocol/faults';
import type { Recipe } from '../../../workers/protocol/recipe';
import { fillMap, openPicture, setSettings } from '../../document/commands';
import { emptyDocument, initialSettings } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { createFakeEngine, type FakeScript } from '../../engine/fakeEngine';
import { packageStore } from '../../models/packageStore';
import { handInEngine } from '../../models/studioEngine';
import { generateEach } from '../generate';
import { cancelGeneration } from '../runEdit';
import { describeJob, jobStore } from '../jobStore';
import { methodSettings } from '../methods/methodSettings';
import { offeredMethods } from '../methods/methods';
import { differenceInWords } from '../recipe/recipeDifference';
import { sweepsOf, type Sweep } from './sweeps';

const state = () => documentStore.getState();
const sweepOf = (label: string): Sweep => sweepsOf(state().settings).find((sweep) => sweep.label === label)!;

function fresh(script: FakeScript = {}): ReturnType<typeof createFakeEngine> {
  documentStore.setState(emptyDocument, true);
  jobStore.setState({ running: null, fault: null, shownId: null });
  packageStore.setState({ summary: null, fault: null, loading: null });
  openPicture({ width: 32, height: 24, rgba: new Uint8Array(32 * 24 * 4).fill(60), icc: null, name: 'p' }, crypto.randomUUID());
  const engine = createFakeEngine(script);
  handInEngine(engine);
  fillMap(255);
  return engine;
}

describe('sweeps', () => {
  beforeEach(() => void fresh());

  it('are there for every method, each of runs that differ in just what is said', () => {
    const layoutMask = { noises: 2, noiseStrength: 0.5, clampRatio: 3, threshold: 0.1, smoothingCells: 1 };
    for (const { value: method } of offeredMethods) {
      const settings = { ...initialSettings, method, layoutMask };
      const sweeps = sweepsOf(settings);
      expect(sweeps.length, method).toBeGreaterThan(0);
      for (const { label, variants } of sweeps) {
        expect(new Set(variants.map(({ words }) => words)).size, label).toBe(variants.length);
        const made = variants.map(({ change, map }) => JSON.stringify({ ...settings, ...change, map }));
        expect(new Set(made).size, label).toBe(variants.length);
      }
    }
    expect(sweepsOf({ ...initialSettings, method: 'guided-optimisation' })).toHaveLength(1);
  });

  it('make their runs in order, from one document and one seed, and leave the settings as they were', async () => {
    const engine = fresh();
    setSettings({ method: 'guided-optimisation', seed: 7, seedLocked: true });
    const { settings } = state();
    await generateEach(sweepOf('λ from 1 to 0').variants);
    const balances = engine.runs.map(({ method }) => (method.name === 'guided-optimisation' ? method.balance : null));
    expect(balances).toEqual([1, 0.8, 0.6, 0.3, 0]);
    expect(new Set(engine.runs.map(({ seed }) => seed))).toEqual(new Set([7]));
    expect([state().settings, state().results.length, jobStore.getState().running]).toEqual([settings, 5, null]);
    const recipes = state().results.map(({ recipe }) => recipe);
    const told = recipes.slice(0, -1).map((recipe, i) => differenceInWords(recipes[i + 1] as Recipe, recipe));
    expect(told).toEqual([['λ 0'], ['λ 0.3'], ['λ 0.6'], ['λ 0.8']]);
  });

  it('keep one seed where it varies from run to run', async () => {
    const engine = fresh();
    setSettings({ method: 'blended-inpaint', seed: 7, seedLocked: false });
    await generateEach(sweepOf('Thresholds of the map').variants);
    expect(engine.runs.map(({ seed }) => seed)).toEqual([7, 7, 7]);
    expect(state().settings.seed).not.toBe(7);
  });

  it('say which run is under way, and are cancelled as one', async () => {
    const engine = fresh({ run: [{ waitMs: 20 }] });
    setSettings({ method: 'automatic-map' });
    const said: string[] = [];
    const stop = jobStore.subscribe(({ running }) => {
      if (running) said.push(describeJob(running));
      if (running?.sweep?.at === 2 && !running.cancelling) cancelGeneration();
    });
    await generateEach(sweepOf('Without map, without encoding').variants);
    stop();
    expect(said[0]).toContain('Run 1 of 3, the whole method · ');
    expect(said.some((words) => words === 'Stopping after this step…')).toBe(true);
    expect(engine.runs.length).toBeLessThanOrEqual(2);
    expect([state().results.length, jobStore.getState().running, jobStore.getState().fault]).toEqual([1, null, null]);
  });

  it('end at a fault, which is told', async () => {
    const engine = fresh({ run: [{ fault: new Fault('out-of-memory', 'The memory is used up.', 'Close other tabs.') }] });
    await generateEach(sweepOf('Without future hinting').variants);
    expect([engine.runs.length, jobStore.getState().fault?.code]).toEqual([1, 'out-of-memory']);
  });

  it('show a run that is known already instead of making it again', async () => {
    const engine = fresh();
    setSettings({ seedLocked: true });
    await generateEach(sweepOf('Without future hinting').variants);
    await generateEach(sweepOf('Without future hinting').variants);
    expect([engine.runs.length, state().results.length]).toEqual([2, 2]);
    expect(methodSettings(state().settings, [])).toEqual({ name: 'differential', futureHinting: true });
  });
});
