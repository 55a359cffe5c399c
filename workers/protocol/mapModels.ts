import type { Rect, Size } from './geometry';
import { tr } from '../texts/texts';

/** What a model finds in a picture: how near things are, which object is meant, or where people's joints are. */
export type MapModelKind = 'depth' | 'segment' | 'pose';

/** The family under which pose models are kept: the names of their files do not tell them from depth models. */
export const poseFamily = tr`pose model`;

/** A picture by content: another one has another key, by which what was found in it is kept. RGBA, straight alpha. */
export interface MapModelPicture extends Size {
  readonly key: string;
  readonly rgba: Uint8Array;
}

/** A place in the object, or one that is not of it; in pixels of the picture. */
export interface PromptPoint {
  readonly x: number;
  readonly y: number;
  readonly adds: boolean;
}

export type MapModelRequest =
  | { readonly kind: 'depth' }
  /** At least one point that adds, or a box around the object; nothing outside the box is covered. */
  | { readonly kind: 'segment'; readonly points: readonly PromptPoint[]; readonly box: Rect | null }
  /** A box around each person, in pixels of the picture; none: the whole picture shows one. */
  | { readonly kind: 'pose'; readonly boxes: readonly Rect[] };

export type MapModelAnswer =
  /** 0…1 at the model's own resolution, over the whole picture: 1 is nearest, 0 farthest. */
  | (Size & { readonly kind: 'depth'; readonly nearness: Float32Array })
  /** 255 = the object, at the picture's size; `score` is the model's own guess of the overlap, about 0…1. */
  | (Size & { readonly kind: 'segment'; readonly coverage: Uint8Array; readonly score: number })
  /** The people that were found, each by OpenPose's 18 joints in pixels of the picture; null for those that were not found. */
  | { readonly kind: 'pose'; readonly people: readonly FoundPerson[] };

/** @see MapModelAnswer */
export type FoundPerson = readonly ({ readonly x: number; readonly y: number } | null)[];
