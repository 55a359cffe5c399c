import type { SamplingDefaults } from '../protocol/engine';
import type { Variant } from './family/recogniseFamily';
import type { ModelFamily } from './modelPackage';

const plain: Readonly<Record<ModelFamily, SamplingDefaults>> = {
  sd1: { steps: 25, guidance: 7 },
  sd2: { steps: 25, guidance: 7.5 },
  sdxl: { steps: 30, guidance: 5 },
  'sdxl-refiner': { steps: 30, guidance: 5 },
  other: { steps: 20, guidance: 5 },
};

/** Of the starter, whose guidance is an input: eight steps do. */
const quick: SamplingDefaults = { steps: 8, guidance: 4 };

/** What is told of a model when its defaults are looked for. */
export interface SamplingKind {
  readonly family: ModelFamily;
  readonly variant: Variant;
  /** Of the model or its file, which may name the steps that it was distilled to (“4step”). */
  readonly name: string;
  /** Whether guidance is an input of the UNet (LCM, `guidance_embeds`), instead of a second evaluation. */
  readonly guidanceIsInput: boolean;
}

/** Steps and guidance that models of a kind are published with. */
export function usualSampling({ family, variant, name, guidanceIsInput }: SamplingKind): SamplingDefaults {
  if (variant === 'base') return guidanceIsInput && family === 'other' ? quick : plain[family];
  if (variant === 'lcm') return { steps: 4, guidance: guidanceIsInput ? 8 : 1.5 };
  const named = Number(/(\d+)[-_ ]?steps?(?![a-z])/i.exec(name)?.[1] ?? 4);
  return { steps: named >= 1 && named <= 12 ? named : 4, guidance: 0 };
}
