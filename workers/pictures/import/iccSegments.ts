import { maximumIccBytes } from './limits';

/** One APP2 piece of a JPEG's colour profile; `number` counts from 1. */
export interface IccSegment {
  readonly number: number;
  readonly count: number;
  readonly data: Uint8Array;
}

/**
 * Puts a profile together from its segments, in whatever order they came. Null where there are none; empty, and so no profile,
 * where one is missing, doubled or too much.
 */
export function joinIccSegments(segments: readonly IccSegment[]): Uint8Array | null {
  const first = segments[0];
  if (first === undefined) return null;
  const broken = new Uint8Array(0);
  if (segments.length !== first.count || segments.some((segment) => segment.count !== first.count)) return broken;
  const ordered = [...segments].sort((a, b) => a.number - b.number);
  if (ordered.some((segment, i) => segment.number !== i + 1)) return broken;
  const sizeBytes = ordered.reduce((sum, segment) => sum + segment.data.length, 0);
  if (sizeBytes > maximumIccBytes) return broken;
  const profile = new Uint8Array(sizeBytes);
  let at = 0;
  for (const { data } of ordered) {
    profile.set(data, at);
    at += data.length;
  }
  return profile;
}
