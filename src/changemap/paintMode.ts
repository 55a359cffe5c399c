/**
 * How painted strength meets the map: bring it to the strength (`set`), only up (`lighten`), only down (`darken`), or
 * move it by the strength (`add`, `subtract`).
 */
export type PaintMode = 'set' | 'lighten' | 'darken' | 'add' | 'subtract';

/** before + (target − before) · coverage/255, rounded: full coverage sets the target, none leaves the value alone. */
function set(before: number, target: number, coverage: number): number {
  return Math.floor((before * (255 - coverage) + target * coverage + 127) / 255);
}

/** target · coverage/255, rounded: what `add` and `subtract` move a value by. */
function share(target: number, coverage: number): number {
  return Math.floor((target * coverage + 127) / 255);
}

/** A value of the map under paint; all numbers are bytes, 0…255. */
type Blend = (before: number, target: number, coverage: number) => number;

const blends: Readonly<Record<PaintMode, Blend>> = {
  set,
  lighten: (before, target, coverage) => (target > before ? set(before, target, coverage) : before),
  darken: (before, target, coverage) => (target < before ? set(before, target, coverage) : before),
  add: (before, target, coverage) => Math.min(255, before + share(target, coverage)),
  subtract: (before, target, coverage) => Math.max(0, before - share(target, coverage)),
};

/** The function of a mode: (before, target, coverage) → after, all bytes. */
export const blendOf = (mode: PaintMode): Blend => blends[mode];
