import type { OnStep } from '../diffusion/contracts';
import type { Rect } from '../protocol/geometry';
import type { Tensor } from '../protocol/tensor';
import { gatherPreviewFit, latentsToRgba, solvePreviewFit, type PreviewFit } from '../runtime/latentPreview';
import { meanCells } from '../runtime/meanCells';
import { breathe, type RunHooks } from './runHooks';
import { StepClock } from './stepClock';

/** What previews of a run are made from. */
export interface PreviewGround {
  /** Fitted on the package's card. */
  readonly fit: PreviewFit;
  /** The source as the model sees it, and its latents: the colours of this very picture. */
  readonly picture: Tensor;
  readonly latents: Tensor;
  readonly scaleFactor: number;
  readonly rect: Rect;
}

/** After each step: a small picture of what the result would be, the time left, and a look at the messages. */
export function stepReporter(hooks: RunHooks, ground: PreviewGround): OnStep {
  const { fit, picture, latents, scaleFactor, rect } = ground;
  const coefficients = solvePreviewFit(gatherPreviewFit(latents, meanCells(picture, scaleFactor), fit));
  const clock = new StepClock();
  return async ({ index, count, predictedOriginal }) => {
    const [, , height = 0, width = 0] = predictedOriginal.shape;
    hooks.onEvent({
      type: 'step',
      step: index + 1,
      steps: count,
      secondsLeft: clock.tick(count - index - 1),
      preview: { width, height, rgba: latentsToRgba(predictedOriginal, coefficients), rect },
    });
    await breathe(hooks);
  };
}
