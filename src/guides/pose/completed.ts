import { bones, standing, type Joint, type Person } from '../../../workers/maps/pose/skeleton';

/** Gives joints of which nothing is known a place, as somebody who stands has it beside the others, and leaves them hidden. */
export function completed(joints: readonly (Joint | null)[]): Person {
  const sizes = bones.flatMap(([from, to]) => {
    const [a, b, [ax, ay], [bx, by]] = [joints[from], joints[to], standing[from] ?? [0, 0], standing[to] ?? [0, 0]];
    return a && b ? [Math.hypot(b.x - a.x, b.y - a.y) / Math.hypot(bx - ax, by - ay)] : [];
  });
  const height = sizes.sort((a, b) => a - b)[sizes.length >> 1] ?? 100;
  const places = [...joints];
  const from = places.findIndex((joint) => joint !== null);
  return places.map((joint, i): Joint => {
    if (joint) return joint;
    const [anchor, [ax, ay], [bx, by]] = [places[from], standing[from] ?? [0, 0], standing[i] ?? [0, 0]];
    return { x: (anchor?.x ?? 0) + (bx - ax) * height, y: (anchor?.y ?? 0) + (by - ay) * height, shown: false };
  });
}
