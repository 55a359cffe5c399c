import { describe, expect, it } from 'vitest';
import { entriesRun, schedulerTraits } from '../protocol/scheduler/schedulerClasses';
import { layOut } from './denoisingRun';
import { createScheduler } from './schedulers/createScheduler';
import { stableConfig } from './testing/testRuns';

const make = (_class_name: string, changes = {}) => createScheduler({ ...stableConfig, _class_name, ...changes });
const run = (_class_name: string, steps: number, strength: number, fewStep = false, changes = {}) => {
  const { list, first } = layOut({ scheduler: make(_class_name, changes), steps, strength, fewStep });
  return list.slice(first);
};

describe('layOut', () => {
  it('four LCM steps at 30 % are four evaluations within the lowest 30 %', () => {
    expect(run('LCMScheduler', 4, 0.3)).toEqual([299, 239, 159, 79]);
    expect(run('LCMScheduler', 4, 1)).toEqual([999, 759, 499, 259]);
    expect(run('TCDScheduler', 4, 0.5)).toEqual([499, 379, 259, 139]);
  });

  it('a distilled model takes its steps inside what is left, whatever the class', () => {
    const trailing = { timestep_spacing: 'trailing' };
    expect(run('EulerDiscreteScheduler', 4, 1, true, trailing)).toEqual([999, 749, 499, 249]);
    expect(run('EulerDiscreteScheduler', 4, 0.5, true, trailing)).toEqual([499, 374, 249, 124]);
    expect(run('EulerDiscreteScheduler', 4, 0.3, true, trailing)).toHaveLength(4);
    expect(run('EulerDiscreteScheduler', 4, 0.3, false, trailing)).toHaveLength(1);
    expect(run('EulerDiscreteScheduler', 1, 0.001, true, trailing)).toHaveLength(1);
    expect(run('HeunDiscreteScheduler', 4, 0.5, true, trailing)).toHaveLength(7);
  });

  it('cuts whole steps of second-order classes', () => {
    const list = run('HeunDiscreteScheduler', 10, 0.6);
    expect(list).toHaveLength(11);
    expect(list[0]).not.toBe(list[1]);
    expect(list[1]).toBe(list[2]);
  });

  it.each(Object.keys(schedulerTraits))('%s runs as many entries as the window says', (name) => {
    for (const fewStep of [false, true])
      for (const [steps, strength] of [
        [20, 1],
        [20, 0.63],
        [7, 0.5],
        [4, 0.3],
        [1, 1],
      ] as const)
        if (entriesRun(name, steps, strength, fewStep) > 0)
          expect(run(name, steps, strength, fewStep)).toHaveLength(entriesRun(name, steps, strength, fewStep));
  });

  it.each([0, -0.1, 1.1, Number.NaN])('a strength of %d is a fault', (strength) => {
    for (const name of ['DDIMScheduler', 'LCMScheduler'])
      for (const fewStep of [false, true]) expect(() => run(name, 4, strength, fewStep)).toThrow(/strength/);
  });

  it('an LCM strength that leaves nothing of the distillation’s timesteps is told', () => expect(run('LCMScheduler', 4, 0.01)).toEqual([]));
});
