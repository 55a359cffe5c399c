/** Guided optimisation by the paper's values, but for λ and how many steps are led. */
export const guidedOfPaper = {
  name: 'guided-optimisation',
  gradientSteps: 1,
  learningRate: 0.1,
  guidanceImage: null,
  refinement: null,
  encodingRatio: 1,
  output: 'edit',
  layoutMask: null,
} as const;
