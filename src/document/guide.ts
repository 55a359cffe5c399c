import type { Placement } from '../../workers/maps/exemplars/placement';
import type { EdgeSettings, LineSettings, Segment } from '../../workers/protocol/mapSources';
import type { Person } from '../../workers/maps/pose/skeleton';
import type { ChangeMap } from './changeMap/ChangeMap';
import type { Picture } from './documentState';

export const guideKinds = ['pose', 'scribble', 'edges', 'lines', 'depth', 'segmentation'] as const;
export type GuideKind = (typeof guideKinds)[number];

export const guideRoles = ['wanted', 'present'] as const;
/** `wanted`: the layout asked for; `present`: the one that is there, which only a mask between two layouts looks at. */
export type GuideRole = (typeof guideRoles)[number];

/** A straight line of the scene, which the guide has or has not. */
export interface PickedSegment extends Segment {
  readonly kept: boolean;
}

/** What a guide shows the model. */
export type GuideContent =
  /** A finished condition, laid over the scene. Its bytes are never written to. */
  | {
      readonly of: 'picture';
      readonly picture: Omit<Picture, 'icc' | 'notes' | 'colours' | 'extension'>;
      readonly placement: Placement;
    }
  /**
   * Drawn over the whole scene with the tools that paint maps: in white on black, or with `classes` in the colours of things, each value
   * being one of `segmentClasses`. `edges`: what was found first, null: nothing.
   */
  | { readonly of: 'drawing'; readonly map: ChangeMap; readonly edges: EdgeSettings | null; readonly classes?: true | undefined }
  /** Straight lines that were found in the scene, the longest first, and how; those kept are drawn in white on black. */
  | { readonly of: 'segments'; readonly segments: readonly PickedSegment[]; readonly lines: LineSettings }
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

/** What a segment takes, about. */
const segmentBytes = 64;

/** Bytes that a guide holds alone. */
export function guideSizeBytes({ content }: Guide): number {
  switch (content.of) {
    case 'picture':
      return content.picture.rgba.byteLength;
    case 'drawing':
      return content.map.sizeBytes;
    case 'segments':
      return content.segments.length * segmentBytes;
    case 'pose':
      return 0;
  }
}
