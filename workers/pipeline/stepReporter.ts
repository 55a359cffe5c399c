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

/** Least time between two previews, in milliseconds. */
const previewEveryMs = 80;

/** After each step: at times a small picture of what the result would be, the time left, and a look at the messages. */
export function stepReporter(hooks: RunHooks, ground: PreviewGround): OnStep {
  const { fit, picture, latents, scaleFactor, rect } = ground;
  const coefficients = solvePreviewFit(gatherPreviewFit(latents, meanCells(picture, scaleFactor), fit));
  const clock = new StepClock();
  let shownMs = Number.NEGATIVE_INFINITY;
  /** Nobody sees more pictures than this, and each is drawn by a window that may be painting. */
  const isDue = (last: boolean): boolean => {
    const now = performance.now();
    if (!last && now - shownMs < previewEveryMs) return false;
    shownMs = now;
    return true;
  };
  return async ({ index, count, predictedOriginal, stage = null, distances }) => {
    const [, , height = 0, width = 0] = predictedOriginal.shape;
    hooks.onEvent({
      type: 'step',
      step: index + 1,
      steps: count,
      stage,
      secondsLeft: clock.tick(count - index - 1),
      ...(distances && { distances }),
      preview: isDue(index + 1 === count) ? { width, height, rgba: latentsToRgba(predictedOriginal, coefficients), rect } : null,
    });
    await breathe(hooks);
  };
}
