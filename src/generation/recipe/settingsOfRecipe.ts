import { initialSettings, type Settings } from '../../document/documentState';
import type { MethodSettings, Recipe } from '../../../workers/protocol/recipe';

function methodKnobs(method: MethodSettings): Partial<Settings> {
  switch (method.name) {
    case 'differential':
      return { futureHinting: method.futureHinting };
    case 'exemplar-blend':
      return { exemplarPasses: method.passes };
    case 'automatic-map': {
      const { referencePrompt, noises, noiseStrength, clampRatio, threshold, encodingRatio, where, ablation } = method;
      return { automaticMap: { referencePrompt, noises, noiseStrength, clampRatio, threshold, encodingRatio, where, ablation } };
    }
    case 'guided-optimisation': {
      const { balance, gradientSteps, updateSteps, learningRate, encodingRatio, guidanceImage, refinement, layoutMask } = method;
      const optimisation = { balance, gradientSteps, updateSteps, learningRate, encodingRatio, guidanceImage, refinement };
      if (layoutMask === null) return { optimisation, layoutMask };
      const { noises, noiseStrength, clampRatio, threshold, smoothingCells } = layoutMask;
      return { optimisation, layoutMask: { noises, noiseStrength, clampRatio, threshold, smoothingCells } };
    }
    case 'image-to-image':
      return {};
    case 'blended-inpaint':
      return { inpaintThreshold: method.threshold };
  }
}

/** The settings that a recipe was made with: everything but pictures, maps and the package. The inverse of `buildRecipe` as far as that. */
export function settingsOfRecipe(recipe: Recipe): Partial<Settings> {
  const { prompt, negativePrompt, loras, steps, guidance, guidanceRescale, imageGuidance, strength, seed, scheduler } = recipe;
  const { thresholdCurve, mapReduction, edgeSoftnessPx, colourMatch, sourceDetail, ground, method, refiner } = recipe;
  return {
    ...{ prompt, negativePrompt, loras, steps, guidance, guidanceRescale, imageGuidance, strength, seed, scheduler },
    ...{ thresholdCurve, mapReduction, edgeSoftnessPx, colourMatch, sourceDetail },
    // A recipe names the pixels of an exemplar, not which one they were: the topmost takes its place.
    ground: {
      ...initialSettings.ground,
      ...(ground && { fill: ground.fill }),
      ...(ground?.fill === 'colour' && { colour: ground.colour }),
    },
    refiner: refiner ? { id: refiner.package.id, from: refiner.from } : null,
    method: method.name,
    ...methodKnobs(method),
  };
}
