import { jointCount } from './skeleton';

/** Where OpenPose's 18 joints stand among its 25 (BODY_25) … */
const of25 = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
/** … and among COCO's 17, which has no neck. */
const of17 = [0, null, 6, 8, 10, 5, 7, 9, 12, 14, 16, 11, 13, 15, 2, 1, 4, 3];

/**
 * Where OpenPose's 18 joints stand among so many keypoints a person; null for the one that is not among them. Known are OpenPose's own
 * 18, with background 19, and 25; COCO's 17, and those that begin with them (Halpe's 26, COCO-WholeBody's 133). Null for another number.
 */
export function jointsAmong(keypoints: number): readonly (number | null)[] | null {
  if (keypoints === jointCount || keypoints === jointCount + 1) return [...Array(jointCount).keys()];
  if (keypoints === 25) return of25;
  return keypoints === 17 || keypoints === 26 || keypoints === 133 ? of17 : null;
}

/** COCO has no neck: it lies between the shoulders, where both are known. */
export function betweenShoulders<Point extends { readonly x: number; readonly y: number }>(
  joints: readonly (Point | null)[],
): { readonly x: number; readonly y: number } | null {
  const [right, left] = [joints[2], joints[5]];
  return right && left ? { x: (right.x + left.x) / 2, y: (right.y + left.y) / 2 } : null;
}
