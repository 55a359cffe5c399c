import { expect, it } from 'vitest';
import { smallModel } from '../testing/smallModel';
import { withChosenSampling } from './chosenSampling';

it('leaves a checkpoint as its files tell where nothing was chosen', async () => {
  const opened = await smallModel();
  expect(withChosenSampling(opened, { precision: 'q8' })).toBe(opened);
});

it('takes another prediction, and the schedule of another kind', async () => {
  const opened = await smallModel();
  const v = withChosenSampling(opened, { prediction: 'v' });
  expect(v).toMatchObject({ sampling: { prediction: 'v' }, scheduler: { _class_name: 'DDIMScheduler', prediction_type: 'v_prediction' } });
  const turbo = withChosenSampling(opened, { kind: 'turbo' });
  expect(turbo.sampling?.fewStep).toBe('turbo');
  expect(turbo.scheduler).toMatchObject({
    _class_name: 'EulerDiscreteScheduler',
    timestep_spacing: 'trailing',
    prediction_type: 'epsilon',
  });
  expect(withChosenSampling(opened, { kind: 'lcm' }).scheduler).toMatchObject({ _class_name: 'LCMScheduler' });
  expect(withChosenSampling(turbo, { kind: 'ordinary' })).toMatchObject({ sampling: { fewStep: null }, scheduler: opened.scheduler });
});
