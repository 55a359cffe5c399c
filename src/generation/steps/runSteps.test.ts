import { beforeEach, expect, it } from 'vitest';
import type { EditResult, EngineEvent } from '../../../workers/protocol/engine';
import type { MethodSettings, ThresholdCurve } from '../../../workers/protocol/recipe';
import { partsOfStep, runStepsStore, StepRecorder, type RunStep } from './runSteps';

/** A row of greys from black to white, one for each quarter. */
const greys = Uint8Array.of(0, 64, 128, 192, 255);
const result = (method: Partial<MethodSettings>, thresholdCurve: ThresholdCurve = 'linear') =>
  ({ latentMap: { width: 5, height: 1, data: greys }, recipe: { method, thresholdCurve } }) as unknown as EditResult;
const at = (step: number): RunStep => ({ step, steps: 4, width: 5, height: 1, rgba: new Uint8Array(20).fill(step) });
const shown = (rgba: Uint8Array | undefined) => [0, 1, 2, 3, 4].filter((i) => rgba?.[i * 4] !== 0);
const hinting = { name: 'differential', futureHinting: true } as const;

beforeEach(() => runStepsStore.setState({ run: null }));

it('before each step the picture is put back where preserve is above its threshold, less and less', () => {
  const parts = [1, 2, 3, 4].map((step) => partsOfStep(at(step), result(hinting)));
  expect(parts.map((one) => shown(one?.putBack))).toEqual([[0, 1, 2, 3, 4], [0, 1, 2], [0, 1], [0]]);
  for (const one of parts) expect([...shown(one?.putBack), ...shown(one?.carriedOn)].sort()).toEqual([0, 1, 2, 3, 4]);
});

it('without future hinting each grey is put back once, before the step that frees it', () => {
  const parts = [2, 3, 4].map((step) => partsOfStep(at(step), result({ ...hinting, futureHinting: false })));
  expect(parts.map((one) => shown(one?.putBack))).toEqual([[2], [1], [0]]);
});

it('says nothing of what was put back where the map does not tell it', () => {
  expect(partsOfStep(at(2), result({ name: 'image-to-image' }))).toBeNull();
  expect(partsOfStep({ ...at(2), width: 4 }, result(hinting))).toBeNull();
  const held = { name: 'exemplar-blend', passes: 'single', exemplars: [{ hold: {} }] } as unknown as MethodSettings;
  expect(partsOfStep(at(2), result(held))).toBeNull();
  expect(partsOfStep(at(2), result({ ...held, exemplars: [] } as MethodSettings))).not.toBeNull();
});

it('keeps the steps that were drawn, and those of the last run that had any', () => {
  const step = (n: number, preview: boolean): EngineEvent => ({
    ...{ type: 'step', step: n, steps: 4, stage: null, secondsLeft: null },
    preview: preview ? { width: 1, height: 1, rgba: new Uint8Array(4), rect: { x: 0, y: 0, width: 8, height: 8 } } : null,
  });
  const drawn = new StepRecorder();
  for (const event of [step(1, true), step(2, false), step(3, true)]) drawn.hear(event);
  drawn.keep('a');
  new StepRecorder().keep('b');
  expect([runStepsStore.getState().run?.resultId, runStepsStore.getState().run?.steps.map((one) => one.step)]).toEqual(['a', [1, 3]]);
});
