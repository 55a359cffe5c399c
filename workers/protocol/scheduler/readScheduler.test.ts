import { describe, expect, it } from 'vitest';
import { readScheduler } from './readScheduler';
import { entriesRun, schedulerTraits } from './schedulerClasses';

const levels = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' };

describe('readScheduler', () => {
  it('takes a known class as it is, with what other classes’ keys say left aside', () => {
    const read = readScheduler({
      _class_name: 'EulerDiscreteScheduler',
      _diffusers_version: '0.42',
      ...levels,
      skip_prk_steps: true,
      trained_betas: null,
    });
    expect(read).toMatchObject({ className: 'EulerDiscreteScheduler', isOwn: true, notes: [] });
    expect(read.settings).toMatchObject({ beta_start: 0.00085, skip_prk_steps: true });
    expect(read.settings).not.toHaveProperty('trained_betas');
  });

  it('notes keys that are not known, and values that are not, and runs all the same', () => {
    const { settings, notes } = readScheduler({
      _class_name: 'DDIMScheduler',
      shiny: 1,
      newer: [2],
      timestep_spacing: 'wavy',
      solver_order: 9,
    });
    expect(notes.join(' ')).toMatch(/“timestep_spacing” = "wavy"/);
    expect(notes.join(' ')).toMatch(/“solver_order” = 9/);
    expect(notes.join(' ')).toMatch(/“shiny”, “newer”/);
    expect(settings).toEqual({});
  });

  it.each([
    ['SASolverScheduler', 'DPMSolverMultistepScheduler', 'sde-dpmsolver++'],
    ['DPMSolverSDEScheduler', 'DPMSolverMultistepScheduler', 'sde-dpmsolver++'],
    ['FancyMultistepScheduler', 'DPMSolverMultistepScheduler', 'dpmsolver++'],
    ['DDIMInverseScheduler', 'DDIMScheduler', undefined],
    ['Shiny2027Scheduler', 'DDIMScheduler', undefined],
  ])('%s, whose noise levels are known, is replaced by %s and said', (named, className, algorithm) => {
    const read = readScheduler({ _class_name: named, ...levels, prediction_type: 'v_prediction' });
    expect(read).toMatchObject({ className, isOwn: false });
    expect(read.settings).toMatchObject({ prediction_type: 'v_prediction', ...(algorithm && { algorithm_type: algorithm }) });
    expect(read.notes[0]).toContain(`“${named}”`);
    expect(read.notes[0]).toMatch(/in its place/);
  });

  it.each([
    ['DDIMParallelScheduler', 'DDIMScheduler'],
    ['FlaxDPMSolverMultistepScheduler', 'DPMSolverMultistepScheduler'],
  ])('%s is %s by another name', (named, className) =>
    expect(readScheduler({ _class_name: named, ...levels })).toMatchObject({ className, isOwn: true, notes: [] }),
  );

  it.each([
    [{ _class_name: 'FlowMatchEulerDiscreteScheduler', shift: 3 }],
    [{ _class_name: 'DPMSolverMultistepScheduler', ...levels, prediction_type: 'flow_prediction' }],
    [{ _class_name: 'UniPCMultistepScheduler', ...levels, use_flow_sigmas: true, flow_shift: 3 }],
  ])('refuses flow matching: %j', (config) => {
    for (const wanted of [null, 'DDIMScheduler']) {
      try {
        readScheduler(config, wanted);
        expect.unreachable();
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'scheduler-unsupported', message: expect.stringContaining('flow matching') as string });
      }
    }
  });

  it.each([
    ['constructor', { _class_name: 'constructor' }],
    ['EDMEulerScheduler', { _class_name: 'EDMEulerScheduler', sigma_min: 0.002, sigma_max: 80, sigma_data: 0.5 }],
  ])('refuses %s, which names no noise levels', (named, config) => expect(() => readScheduler(config)).toThrow(`“${named}” is not known`));

  it.each([null, 3, 'x', [], {}, { _class_name: 4 }, { _class_name: '' }])('refuses what is no configuration: %j', (config) =>
    expect(() => readScheduler(config)).toThrow(/configuration/),
  );

  it('refuses a wish for a class that is not there', () =>
    expect(() => readScheduler({ _class_name: 'DDIMScheduler' }, 'Nonsense')).toThrow('“Nonsense” is not known'));

  it('long names and values are cut in sentences', () => {
    try {
      readScheduler({ _class_name: 'x'.repeat(10_000), beta_schedule: 'y'.repeat(10_000) });
      expect.unreachable();
    } catch (thrown) {
      expect((thrown as Error).message.length).toBeLessThan(300);
    }
  });
});

describe('entriesRun', () => {
  it('counts what the strength leaves, by the class’s habit', () => {
    expect(entriesRun('DDIMScheduler', 20, 0.7, false)).toBe(14);
    expect(entriesRun('DDIMScheduler', 4, 0.2, false)).toBe(0);
    expect(entriesRun('PNDMScheduler', 20, 1, false)).toBe(21);
    expect(entriesRun('HeunDiscreteScheduler', 10, 0.6, false)).toBe(11);
    expect(entriesRun('LCMScheduler', 4, 0.3, false)).toBe(4);
    expect(entriesRun('EulerDiscreteScheduler', 4, 0.3, true)).toBe(4);
    for (const name of Object.keys(schedulerTraits)) expect(entriesRun(name, 10, 0, false)).toBe(0);
  });
});
