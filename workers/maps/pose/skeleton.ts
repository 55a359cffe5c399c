import { tr } from '../../texts/texts';
/** A point of the body over the picture. */
export interface Joint {
  /** In picture pixels; it may lie outside. */
  readonly x: number;
  readonly y: number;
  /** False: it is not drawn, nor are the bones that meet in it, but keeps its place. */
  readonly shown: boolean;
}

/** One person: the 18 joints in `jointNames`' order. */
export type Person = readonly Joint[];

/** OpenPose's 18 keypoints (its COCO model), in its order; right and left are the person's own. */
export const jointNames = [
  tr`Nose`,
  tr`Neck`,
  tr`Right shoulder`,
  tr`Right elbow`,
  tr`Right wrist`,
  tr`Left shoulder`,
  tr`Left elbow`,
  tr`Left wrist`,
  tr`Right hip`,
  tr`Right knee`,
  tr`Right ankle`,
  tr`Left hip`,
  tr`Left knee`,
  tr`Left ankle`,
  tr`Right eye`,
  tr`Left eye`,
  tr`Right ear`,
  tr`Left ear`,
] as const;

export const jointCount = jointNames.length;

/** The 17 bones that ControlNets were shown, in the order in which they are drawn; each has the colour of the joint of its own number. */
export const bones: readonly (readonly [from: number, to: number])[] = [
  [1, 2],
  [1, 5],
  [2, 3],
  [3, 4],
  [5, 6],
  [6, 7],
  [1, 8],
  [8, 9],
  [9, 10],
  [1, 11],
  [11, 12],
  [12, 13],
  [1, 0],
  [0, 14],
  [14, 16],
  [0, 15],
  [15, 17],
];

/** OpenPose's colours: full hues in steps of 20°, one a joint. */
export const jointColours: readonly (readonly [red: number, green: number, blue: number])[] = [
  [255, 0, 0],
  [255, 85, 0],
  [255, 170, 0],
  [255, 255, 0],
  [170, 255, 0],
  [85, 255, 0],
  [0, 255, 0],
  [0, 255, 85],
  [0, 255, 170],
  [0, 255, 255],
  [0, 170, 255],
  [0, 85, 255],
  [0, 0, 255],
  [85, 0, 255],
  [170, 0, 255],
  [255, 0, 255],
  [255, 0, 170],
  [255, 0, 85],
];

/** Of each joint the one on the other side of the body. */
const otherSide = [0, 1, 5, 6, 7, 2, 3, 4, 11, 12, 13, 8, 9, 10, 15, 14, 17, 16] as const;

/** Right becomes left: what a mirror makes of a person's sides. Places stay. */
export const swapSides = (person: Person): Person => otherSide.map((from) => person[from] as Joint);

/** Somebody who stands and faces the viewer: x from the middle, y from the crown, both in heights. */
export const standing: readonly (readonly [x: number, y: number])[] = [
  [0, 0.08],
  [0, 0.19],
  [-0.09, 0.19],
  [-0.125, 0.34],
  [-0.14, 0.48],
  [0.09, 0.19],
  [0.125, 0.34],
  [0.14, 0.48],
  [-0.055, 0.5],
  [-0.06, 0.72],
  [-0.06, 0.94],
  [0.055, 0.5],
  [0.06, 0.72],
  [0.06, 0.94],
  [-0.02, 0.06],
  [0.02, 0.06],
  [-0.045, 0.07],
  [0.045, 0.07],
];

/** A standing person. @param x, y the crown's place, `height` in picture pixels */
export const standingPerson = (x: number, y: number, height: number): Person =>
  standing.map(([across, down]) => ({ x: x + across * height, y: y + down * height, shown: true }));
