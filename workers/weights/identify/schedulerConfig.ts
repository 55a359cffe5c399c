import { unsupportedFile } from '../checkpointFaults';
import type { ConfigFile } from './configFiles';
import { guessFewStep } from './guesses';
import type { Labels } from './guesses';
import type { Prediction, Sampling } from './prediction';
import type { LatentSettings } from './samplingSettings';
import { takeKnown } from './refusals';
import { tr } from '../../texts/texts';

/** What a folder's scheduler says of the sampling, which goes before all other signs. Throws a Fault for flow matching. */
export function configuredSampling(config: ConfigFile, guided: boolean, labels: Labels): Sampling {
  const name = config.text('_class_name') ?? '';
  if (/flow/i.test(name) || /flow/i.test(config.text('prediction_type') ?? ''))
    throw unsupportedFile(config.path, tr`asks for flow matching (${name}), which none of the studio’s families uses`, takeKnown);
  const fewStep = guided || name.startsWith('LCM') ? 'lcm' : null;
  return {
    prediction: configuredPrediction(name, config.text('prediction_type')),
    fewStep,
    guess: fewStep === null ? guessFewStep(labels) : null,
    zeroTerminalSnr: config.flag('rescale_betas_zero_snr') ?? false,
  };
}

function configuredPrediction(name: string, type: string | null): Prediction {
  if (name.startsWith('EDM')) return 'edm';
  if (type === 'v_prediction') return 'v';
  return type === 'sample' ? 'sample' : 'epsilon';
}

/** What an autoencoder's configuration says of its latents; null where there is none. */
export function configuredLatents(config: ConfigFile | null): LatentSettings | null {
  if (!config) return null;
  return {
    scalingFactor: config.number('scaling_factor') ?? 0.18215,
    mean: config.numbers('latents_mean'),
    std: config.numbers('latents_std'),
    forceUpcast: config.flag('force_upcast') ?? false,
  };
}
