import { expect, it } from 'vitest';
import type { ControlNet } from './controlNet';
import { RunGuides, type RunGuide } from './runGuides';

const picture = { data: new Float32Array(3), shape: [1, 3, 1, 1] };
const schedule = [900, 700, 500, 300, 100];
const guide = (change: Partial<RunGuide> = {}): RunGuide => ({ controlNet: 'edges', picture, weight: 1, start: 0, end: 1, ...change });
/** Answers with a number of its own times the weight. */
const net = (value: number): Pick<ControlNet, 'evaluate'> => ({
  evaluate: (_rows, _shape, _timestep, _scale, _picture, weight) =>
    Promise.resolve([Float32Array.of(value * weight, value), Float32Array.of(-value)]),
});

it('sums the guides that take part', async () => {
  const guides = new RunGuides(
    [
      { guide: guide({ weight: 0.5 }), net: net(2) },
      { guide: guide(), net: net(10) },
    ],
    schedule,
  );
  expect((await guides.residuals([], [], 500, 1))?.map((values) => [...values])).toEqual([[11, 12], [-12]]);
});

it.each([
  [0, 1, [true, true, true, true, true]],
  [0, 0.4, [true, true, false, false, false]],
  [0.2, 0.6, [false, true, true, false, false]],
  [0.5, 1, [false, false, false, true, true]],
  [0.9, 1, [false, false, false, false, false]],
])('takes part from %d to %d of the steps', async (start, end, expected) => {
  const guides = new RunGuides([{ guide: guide({ start, end }), net: net(1) }], schedule);
  const took: boolean[] = [];
  for (const timestep of schedule) took.push((await guides.residuals([], [], timestep, 1)) !== null);
  expect(took).toEqual(expected);
});

it('counts a timestep off the schedule as the step it belongs to', async () => {
  const late = new RunGuides([{ guide: guide({ start: 0.8 }), net: net(1) }], schedule);
  expect(await late.residuals([], [], 0, 1)).not.toBeNull();
  expect(await late.residuals([], [], 999, 1)).toBeNull();
});

it('leaves out a guide without weight', async () => {
  const guides = new RunGuides([{ guide: guide({ weight: 0 }), net: net(1) }], schedule);
  expect(await guides.residuals([], [], 500, 1)).toBeNull();
});
