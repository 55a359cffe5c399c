import type { Placement } from '../../workers/maps/exemplars/placement';
import type { Picture } from './documentState';

export const guideKinds = ['pose', 'scribble', 'edges', 'lines', 'depth'] as const;
export type GuideKind = (typeof guideKinds)[number];

export const guideRoles = ['wanted', 'present'] as const;
/** `wanted`: the layout asked for; `present`: the one that is there, which only a mask between two layouts looks at. */
export type GuideRole = (typeof guideRoles)[number];

/** A layout condition laid over the scene. Its bytes are never written to. */
export interface Guide {
  readonly id: string;
  readonly name: string;
  readonly visible: boolean;
  readonly kind: GuideKind;
  readonly role: GuideRole;
  readonly picture: Omit<Picture, 'icc' | 'notes' | 'colours' | 'extension'>;
  readonly placement: Placement;
  /** The ControlNet of the package; null: the one whose name suits the kind. */
  readonly controlNet: string | null;
  /** Factor on what the ControlNet adds, 0…4. */
  readonly weight: number;
  /** The part of the run in which it takes part, 0…1. */
  readonly start: number;
  readonly end: number;
}
