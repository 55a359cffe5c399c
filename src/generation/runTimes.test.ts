import { beforeEach, describe, expect, it } from 'vitest';
import { RunClock, runTimesStore, secondsOf } from './runTimes';

const step = (n: number) => ({ type: 'step', step: n, steps: 20, stage: null, secondsLeft: null, preview: null }) as const;

/** A run whose steps come at these seconds. */
function run(at: readonly (readonly [step: number, seconds: number])[], seconds: number, done: number): void {
  let now = 0;
  const clock = new RunClock(() => now);
  for (const [n, second] of at) {
    now = 1000 * second;
    clock.hear(step(n));
  }
  clock.keep('kind', seconds, done);
}
const told = (evaluations: number) => secondsOf(runTimesStore.getState().times, 'kind', evaluations);

describe('how long a run will take', () => {
  beforeEach(() => runTimesStore.setState({ times: {} }));

  it('is not guessed before one was measured, nor after one that tells nothing', () => {
    expect(told(20)).toBeNull();
    run(
      [
        [1, 9],
        [2, 10],
      ],
      12,
      2,
    );
    expect(told(20)).toBeNull();
  });

  it('is the evaluations at the pace that was measured, and what is around them', () => {
    run(
      [
        [1, 5],
        [2, 5.5],
        [3, 6],
        [4, 6.5],
      ],
      4,
      4,
    );
    expect(told(4)).toBeCloseTo(4);
    expect(told(20)).toBeCloseTo(12);
  });

  it('forgets what only a first run prepares, and takes the pace of the last one', () => {
    run(
      [
        [1, 30],
        [2, 31],
        [3, 32],
      ],
      33,
      3,
    );
    run(
      [
        [1, 1],
        [2, 3],
        [3, 5],
      ],
      8,
      3,
    );
    expect(told(10)).toBeCloseTo(22);
  });

  it('does not count steps that were left out as quick ones', () => {
    run(
      [
        [1, 1],
        [9, 1.001],
        [10, 2],
        [11, 3],
      ],
      4,
      4,
    );
    expect(secondsOf(runTimesStore.getState().times, 'kind', 1)! - told(0)!).toBeCloseTo(1, 2);
  });
});
