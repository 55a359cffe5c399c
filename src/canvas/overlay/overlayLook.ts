/** How the change map lies over the picture. Light beside dark, never a hue: what is light hides the one, what is dark the other. */

/** From this value, 0…255, on a pixel counts as one that may change: 2 %. */
export const leastValue = 5.5;

/** Hatching at −45°, in CSS pixels: a white line beside a black one, nearer to each other where more may change. */
export const hatching = {
  linePx: 1,
  white: 0.52,
  black: 0.44,
  /** From that value, 0…255, on the lines have that distance. Each halves the one before, so that lines go on. */
  levels: [
    { from: leastValue, spacingPx: 28 },
    { from: 0.36 * 255, spacingPx: 14 },
    { from: 0.7 * 255, spacingPx: 7 },
  ],
} as const;

/** The mist over what stays: a middle grey, thinner the more may change. */
export const mist = { grey: 128, opacity: 0.7 } as const;

/** Where change begins: black under white, widths in CSS pixels. */
export const contour = { blackPx: 4, black: 0.62, whitePx: 1.75, white: 1 } as const;
