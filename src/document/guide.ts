import type { Placement } from '../../workers/maps/exemplars/placement';
import type { Person } from '../../workers/maps/pose/skeleton';
import type { ChangeMap } from './changeMap/ChangeMap';
import type { Picture } from './documentState';

export const guideKinds = ['pose', 'scribble', 'edges', 'lines', 'depth'] as const;
export type GuideKind = (typeof guideKinds)[number];

export const guideRoles = ['wanted', 'present'] as const;
/** `wanted`: the layout asked for; `present`: the one that is there, which only a mask between two layouts looks at. */
export type GuideRole = (typeof guideRoles)[number];

/** How the scene's edges are found: see `workers/maps/sources/canny`. */
export interface EdgeSettings {
  /** σ of the smoothing before, in picture pixels, 0…16. */
  readonly sigmaPx: number;
  /** Thresholds of the gradient's length, 0…1 of that of a step from black to white. */
  readonly low: number;
  readonly high: number;
  /** Only the straight lines among them, by their least length and the gaps that they may have, in picture pixels. */
  readonly straight?: { readonly shortestPx: number; readonly gapPx: number } | undefined;
}

/** What a guide shows the model. */
export type GuideContent =
  /** A finished condition, laid over the scene. Its bytes are never written to. */
  | {
      readonly of: 'picture';
      readonly picture: Omit<Picture, 'icc' | 'notes' | 'colours' | 'extension'>;
      readonly placement: Placement;
    }
  /** Drawn in white on black over the whole scene, with the tools that paint maps; `edges`: what was found first, null: nothing. */
  | { readonly of: 'drawing'; readonly map: ChangeMap; readonly edges: EdgeSettings | null }
  /** Skeletons, drawn as ControlNets for poses know them. */
  | { readonly of: 'pose'; readonly people: readonly Person[] };

/** A layout condition. */
export interface Guide {
  readonly id: string;
  readonly name: string;
  readonly visible: boolean;
  readonly kind: GuideKind;
  readonly role: GuideRole;
  readonly content: GuideContent;
  /** The ControlNet of the package; null: the one whose name suits the kind. */
  readonly controlNet: string | null;
  /** Factor on what the ControlNet adds, 0…4. */
  readonly weight: number;
  /** The part of the run in which it takes part, 0…1. */
  readonly start: number;
  readonly end: number;
}

/** Bytes that a guide holds alone. */
export const guideSizeBytes = ({ content }: Guide): number =>
  content.of === 'picture' ? content.picture.rgba.byteLength : content.of === 'drawing' ? content.map.sizeBytes : 0;
