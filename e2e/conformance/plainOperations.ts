import { TorchGenerator } from '../../workers/diffusion/random/torchGenerator';
import { createScheduler } from '../../workers/diffusion/schedulers/createScheduler';
import { readCurve, thresholds } from '../../workers/maps/thresholds';
import { resampleBilinear } from '../../workers/maps/toLatents';
import type { Case } from './caseFile';
import type { Computed } from './compare';
import { need, needTensor } from './readCase';

/** `random`: the generator's first tensor. */
export function random(given: Case): Computed {
  return { values: new TorchGenerator(need(given, 'seed')).next(need(given, 'shape')) };
}

/** `random-sequence`: one generator asked several times. */
export function randomSequence(given: Case): Computed {
  const generator = new TorchGenerator(need(given, 'seed'));
  return { values: need(given, 'shapes').map((shape) => generator.next(shape)) };
}

/** `thresholds`: f(0) … f(n − 1). */
export function thresholdValues(given: Case): Computed {
  return { values: thresholds(readCurve(need(given, 'function')), need(given, 'steps')) };
}

/** `timesteps`: the scheduler's list. */
export function timesteps(given: Case): Computed {
  return { values: createScheduler(need(given, 'scheduler')).timesteps(need(given, 'steps')) };
}

/** `resample-map`: the reference's bilinear; `size` is (height, width). */
export function resampleMap(given: Case): Computed {
  const { data, shape } = needTensor(given, 'map');
  const [height = 1, width = 1] = shape.slice(-2);
  const [toHeight = 1, toWidth = 1] = need(given, 'size');
  const values = resampleBilinear(data, { width, height }, { width: toWidth, height: toHeight });
  return { values: { data: values, shape: [...shape.slice(0, -2), toHeight, toWidth] } };
}
