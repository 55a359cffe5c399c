import type { Stage } from './engine';
import type { MethodSettings } from './recipe';
import { entriesRun } from './scheduler/schedulerClasses';

/** How many evaluations one stage of a run takes; a method of one stage alone has no name for it. */
export interface StageCost {
  readonly stage: Stage | null;
  readonly evaluations: number;
}

/** What of a recipe, and of the model that runs it, says how many evaluations it takes. */
export interface CostGround {
  readonly method: MethodSettings;
  /** Of the whole schedule. */
  readonly steps: number;
  /** The global strength, 0…1. */
  readonly strength: number;
  /** Class of the scheduler that runs. */
  readonly scheduler: string;
  /** Whether the model was distilled to a few steps. */
  readonly fewStep: boolean;
}

/**
 * The evaluations of a run of which nothing is known yet, stage by stage in the order in which they run; those that take none are left
 * out. A run that resumes, or skips steps at which everything is kept, evaluates fewer: done, skipped and reused together make this sum.
 * A guidance pair counts once. A refiner takes over some of them and adds none.
 */
export function runCost({ method, steps, strength, scheduler, fewStep }: CostGround): StageCost[] {
  const plain = entriesRun(scheduler, steps, strength, fewStep);
  // Inversions go by DDIM's levels, whatever the scheduler is.
  const levels = (share: number): number => Math.floor(steps * share);
  const staged = (): StageCost[] => {
    switch (method.name) {
      case 'differential':
      case 'image-to-image':
      case 'blended-inpaint':
        return [{ stage: null, evaluations: plain }];
      case 'exemplar-blend':
        // The scene is the lowest of the exemplars.
        return [{ stage: null, evaluations: method.passes === 'iterative' ? (method.exemplars.length + 1) * plain : plain }];
      case 'automatic-map': {
        const { ablation, noises, encodingRatio, where } = method;
        return [
          { stage: 'contrast', evaluations: where === 'change-map' || ablation === 'encode-decode' ? 0 : 2 * noises },
          { stage: 'encoding', evaluations: ablation === 'without-encoding' ? 0 : levels(encodingRatio) },
          { stage: 'decoding', evaluations: levels(encodingRatio) },
        ];
      }
      case 'guided-optimisation': {
        const { layoutMask, refinement, output, encodingRatio } = method;
        const run = levels(encodingRatio);
        const ends = output === 'guidance-image';
        const images = leadsNowhere(method) ? 0 : refinement ? 2 : 1;
        // Of the picture, and of each guidance image that leads something.
        const encoded = ends ? (refinement ? 2 : 0) : 1 + images;
        return [
          // Two runs for each noise.
          { stage: 'contrast', evaluations: layoutMask ? 2 * layoutMask.noises * levels(layoutMask.noiseStrength) : 0 },
          { stage: 'encoding', evaluations: encoded * run },
          { stage: 'guidance-image', evaluations: images * run },
          { stage: 'leading', evaluations: ends ? 0 : run },
        ];
      }
    }
  };
  return staged().filter(({ evaluations }) => evaluations > 0);
}

/** With λ = 1, or no led step, nothing of the guidance image would be seen: it is not made, unless it is what is asked for. */
export const leadsNowhere = ({ balance, updateSteps, output }: Extract<MethodSettings, { name: 'guided-optimisation' }>): boolean =>
  output === 'edit' && (balance === 1 || updateSteps === 0);

/** All evaluations of `runCost`. */
export const wholeCost = (ground: CostGround): number => runCost(ground).reduce((sum, { evaluations }) => sum + evaluations, 0);
