import { createStore } from 'zustand/vanilla';
import type { Easing, GradientKind } from '../../workers/maps/gradientFill';

/** What the tools beside the brush are set to; all of them write the brush's strength in the brush's mode. */
export interface ToolOptions {
  readonly shape: 'rectangle' | 'ellipse';
  /** Softness of the edge of shapes and lassos: σ of its Gaussian, in picture pixels. */
  readonly featherPx: number;
  readonly gradient: GradientKind;
  readonly easing: Easing;
  /** What the gradient writes at its first and at its last handle, 0…1. */
  readonly gradientStart: number;
  readonly gradientEnd: number;
  /** What a fill compares: the colours of the picture or the values of the map. */
  readonly fillBy: 'picture' | 'map';
  /** How different from the pixel that was clicked, 0…1, a fill may go. */
  readonly tolerance: number;
  /** Whether a fill stops where the likeness is interrupted. */
  readonly contiguous: boolean;
  readonly smudge: 'smudge' | 'blur';
}

export const toolOptionsStore = createStore<ToolOptions>(() => ({
  shape: 'rectangle',
  featherPx: 0,
  gradient: 'linear',
  easing: 'linear',
  gradientStart: 1,
  gradientEnd: 0,
  fillBy: 'picture',
  tolerance: 0.12,
  contiguous: true,
  smudge: 'smudge',
}));

/** Changes what the tools are set to. */
export const setToolOptions = (change: Partial<ToolOptions>): void => toolOptionsStore.setState(change);
