import type { Size } from '../../workers/protocol/geometry';

/** The picture for which the first brush size is meant. */
const referenceSidePx = 512;

const longer = ({ width, height }: Size) => Math.max(width, height);

/**
 * The brush size, in picture pixels, that looks on the new picture as it did on the one before (null: none was open).
 * Pictures of similar size keep the size as it was set.
 */
export function brushSizeFor(sizePx: number, before: Size | null, after: Size): number {
  const ratio = longer(after) / (before ? longer(before) : referenceSidePx);
  return ratio >= 0.5 && ratio <= 2 ? sizePx : Math.max(1, Math.round(sizePx * ratio));
}
