import { createStore } from 'zustand/vanilla';
import type { PaintMode } from '../changemap/paintMode';
import { defaultSpacing } from '../changemap/strokePath';

/** The tools at hand. */
export type ToolName = 'brush' | 'eraser' | 'gradient' | 'lasso' | 'shape' | 'fill' | 'smudge' | 'pick' | 'move' | 'area' | 'hand';

/** How pixels are enlarged: `automatic` shows small pictures smooth and the others crisp above 200 %. */
export type Scaling = 'automatic' | 'smooth' | 'crisp';

/** A position in picture pixels or in CSS pixels of the viewport. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface BrushSettings {
  /** Diameter in picture pixels. */
  readonly sizePx: number;
  /** Share of the radius at full coverage, 0…1. */
  readonly hardness: number;
  /** What the brush writes into the map, 0…1. */
  readonly strength: number;
  /** How much the stroke lags behind a trembling hand, 0…1. */
  readonly stabiliser: number;
  /** Space between dabs as a share of the diameter, 0.01…1. */
  readonly spacing: number;
  /** How the strength meets what the map has. */
  readonly mode: PaintMode;
  /** Whether a pen's pressure scales the size, and how much is laid on. */
  readonly pressureSize: boolean;
  readonly pressureStrength: boolean;
}

export interface Viewport {
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Screen pixels per CSS pixel. */
  readonly pixelRatio: number;
}

/** How the scene is looked at: transient, never saved with the document. */
export interface ViewState {
  /** Screen pixels per picture pixel: 1 = 100 %. */
  readonly zoom: number;
  /** Where the picture's top left corner lies in the viewport, in CSS pixels. */
  readonly pan: Point;
  readonly viewport: Viewport;
  /** True until the person zooms or pans: the picture then follows the size of the window. */
  readonly fitted: boolean;
  readonly tool: ToolName;
  readonly brush: BrushSettings;
  readonly scaling: Scaling;
  /** The pointer over the picture, in picture pixels; null elsewhere. */
  readonly cursor: Point | null;
  /** The map that is shown under the pointer, 0…255; null elsewhere. */
  readonly valueUnderCursor: number | null;
  /** What the next run would take there, 0…255: the scene's maps and the exemplars' together; null elsewhere. */
  readonly strengthUnderCursor: number | null;
  /** 1 − the change of the latent cell under the pointer, as the model will be given it; null where no run would reach. */
  readonly preserveUnderCursor: number | null;
  /** The before/after divider as a share of the result's width, 0…1. */
  readonly divider: number;
}

export const largestBrushPx = 2000;

export const viewStore = createStore<ViewState>(() => ({
  zoom: 1,
  pan: { x: 0, y: 0 },
  viewport: { width: 1, height: 1, pixelRatio: 1 },
  fitted: true,
  tool: 'brush',
  brush: {
    sizePx: 60,
    hardness: 0.5,
    strength: 1,
    stabiliser: 0,
    spacing: defaultSpacing,
    mode: 'set',
    pressureSize: true,
    pressureStrength: false,
  },
  scaling: 'automatic',
  cursor: null,
  valueUnderCursor: null,
  strengthUnderCursor: null,
  preserveUnderCursor: null,
  divider: 0,
}));

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** Takes a tool in hand; a stroke under way is finished first. */
export const setTool = (tool: ToolName): void => viewStore.setState({ tool });

/** Changes the brush; values out of range are brought into it. */
export function setBrush(change: Partial<BrushSettings>): void {
  viewStore.setState(({ brush }) => {
    const next = { ...brush, ...change };
    return {
      brush: {
        ...next,
        sizePx: clamp(next.sizePx, 1, largestBrushPx),
        hardness: clamp(next.hardness, 0, 1),
        strength: clamp(next.strength, 0, 1),
        stabiliser: clamp(next.stabiliser, 0, 1),
        spacing: clamp(next.spacing, 0.01, 1),
      },
    };
  });
}

/** Moves the before/after divider, 0…1. */
export const setDivider = (divider: number): void => viewStore.setState({ divider: clamp(divider, 0, 1) });

/** Chooses how pixels are enlarged. */
export const setScaling = (scaling: Scaling): void => viewStore.setState({ scaling });
