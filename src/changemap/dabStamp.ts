/** The shape of a round brush, in pixels of the map. */
export interface BrushShape {
  readonly radiusPx: number;
  /** Share of the radius at full coverage before the edge melts away, 0…1. */
  readonly hardness: number;
}

/** The coverage of one dab on whole pixels: bytes, row-major, 255 = fully covered. */
export interface DabStamp {
  readonly width: number;
  readonly height: number;
  readonly coverage: Uint8Array;
  /** Where the dab's centre lies from the stamp's top left corner, in pixels. */
  readonly centreX: number;
  readonly centreY: number;
}

/** Half the width of the ramp that keeps even a hard edge from being jagged, in pixels. */
const edgePx = 0.5;

/** Radii between which a dab melts from full coverage to none, in pixels. */
export function falloff({ radiusPx, hardness }: BrushShape): { readonly innerPx: number; readonly outerPx: number } {
  return { innerPx: Math.max(0, Math.min(radiusPx * hardness, radiusPx - edgePx)), outerPx: radiusPx + edgePx };
}

/** The radius at which coverage is a half, in pixels: where the cursor draws its second ring. */
export function halfCoverageRadiusPx(shape: BrushShape): number {
  const { innerPx, outerPx } = falloff(shape);
  return (innerPx + outerPx) / 2;
}

/** Coverage 0…1 at a distance from the centre: 1 within the core, then a smoothstep t²(3 − 2t) down to 0. */
export function coverageAt(distancePx: number, shape: BrushShape): number {
  const { innerPx, outerPx } = falloff(shape);
  const t = Math.min(1, Math.max(0, (outerPx - distancePx) / (outerPx - innerPx)));
  return t * t * (3 - 2 * t);
}

/**
 * Draws a dab whose centre lies (fractionX, fractionY), 0…1, to the right of and below a pixel's corner.
 * Each value is the coverage at the pixel's centre, rounded.
 */
export function dabStamp(shape: BrushShape, fractionX: number, fractionY: number): DabStamp {
  const reach = Math.ceil(shape.radiusPx + edgePx);
  const width = 2 * reach + (fractionX > 0 ? 1 : 0);
  const height = 2 * reach + (fractionY > 0 ? 1 : 0);
  const centreX = reach + fractionX;
  const centreY = reach + fractionY;
  const coverage = new Uint8Array(width * height);
  const { innerPx, outerPx } = falloff(shape);
  const innerSquared = innerPx * innerPx;
  const outerSquared = outerPx * outerPx;
  for (let y = 0, i = 0; y < height; y += 1) {
    const dy = y + 0.5 - centreY;
    for (let x = 0; x < width; x += 1, i += 1) {
      const dx = x + 0.5 - centreX;
      const squared = dx * dx + dy * dy;
      if (squared >= outerSquared) continue;
      if (squared <= innerSquared) coverage[i] = 255;
      else coverage[i] = Math.round(255 * coverageAt(Math.sqrt(squared), shape));
    }
  }
  return { width, height, coverage, centreX, centreY };
}
