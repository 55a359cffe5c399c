import type { CheckpointChoices } from '../../protocol/checkpoint';
import { families } from './families';
import type { OpenedCheckpoint } from './opened';
import { familyScheduler } from './samplingSettings';

/**
 * A checkpoint as a person says that it is to be sampled: another prediction changes its schedule's, another kind takes the schedule of
 * that kind. What nobody chose stays as its files tell.
 */
export function withChosenSampling(opened: OpenedCheckpoint, { prediction, kind }: CheckpointChoices): OpenedCheckpoint {
  const { sampling: told, scheduler } = opened;
  const family = families.find(({ name }) => name === opened.family);
  if (!told || !scheduler || !family || (!prediction && !kind)) return opened;
  const sampling = {
    ...told,
    prediction: prediction ?? told.prediction,
    ...(kind && { fewStep: kind === 'ordinary' ? null : kind, guess: null }),
  };
  const type = prediction && { prediction_type: prediction === 'v' ? 'v_prediction' : 'epsilon' };
  return { ...opened, sampling, scheduler: kind ? familyScheduler(family, sampling) : { ...scheduler, ...type } };
}
