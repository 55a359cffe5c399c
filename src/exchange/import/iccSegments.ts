import { maximumIccBytes } from './limits';

/** One APP2 piece of a JPEG's colour profile; `number` counts from 1. */
export interface IccSegment {
  readonly number: number;
  readonly count: number;
  readonly data: Uint8Array;
}

/** Puts a profile together from its segments, in whatever order they came; null where one is missing, doubled or too much. */
export function joinIccSegments(segments: readonly IccSegment[]): Uint8Array | null {
  const count = segments[0]?.count ?? 0;
  if (count === 0 || segments.length !== count || segments.some((segment) => segment.count !== count)) return null;
  const ordered = [...segments].sort((a, b) => a.number - b.number);
  if (ordered.some((segment, i) => segment.number !== i + 1)) return null;
  const sizeBytes = ordered.reduce((sum, segment) => sum + segment.data.length, 0);
  if (sizeBytes > maximumIccBytes) return null;
  const profile = new Uint8Array(sizeBytes);
  let at = 0;
  for (const { data } of ordered) {
    profile.set(data, at);
    at += data.length;
  }
  return profile;
}
