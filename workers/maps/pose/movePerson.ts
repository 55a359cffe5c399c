import { swapSides, type Joint, type Person } from './skeleton';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Root, hinge and end of each limb: arms and legs, right and left. */
const limbs: readonly (readonly [root: number, hinge: number, end: number])[] = [
  [2, 3, 4],
  [5, 6, 7],
  [8, 9, 10],
  [11, 12, 13],
];
const [nose, neck] = [0, 1];
const head = [0, 14, 15, 16, 17];

const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);

/** Of length 1 from `a` to `b`; where they are one point, `otherwise`. */
function direction(a: Point, b: Point, otherwise: Point): Point {
  const length = distance(a, b);
  return length > 0 ? { x: (b.x - a.x) / length, y: (b.y - a.y) / length } : otherwise;
}

const placed = (person: Person, places: ReadonlyMap<number, Point>): Person =>
  person.map((joint, i): Joint => {
    const place = places.get(i);
    return place ? { x: place.x, y: place.y, shown: joint.shown } : joint;
  });

/** Moves joints by a distance. */
const shifted = (person: Person, joints: readonly number[], dx: number, dy: number): Person =>
  placed(person, new Map(joints.map((i) => [i, { x: (person[i]?.x ?? 0) + dx, y: (person[i]?.y ?? 0) + dy }])));

/**
 * Two-bone inverse kinematics: where hinge and end of a limb come to lie when the end is drawn to `to` while the root stays. Both bones
 * keep their lengths a and b and the hinge its side of the line from root to end: with d the distance to `to`, brought into |a − b|…a + b,
 * the hinge lies h = (a² − b² + d²) / 2d along that line and √(a² − h²) beside it. Out of reach the limb is stretched towards `to`.
 */
export function reach(root: Point, hinge: Point, end: Point, to: Point): { readonly hinge: Point; readonly end: Point } {
  const [a, b] = [distance(root, hinge), distance(hinge, end)];
  const d = Math.min(a + b, Math.max(Math.abs(a - b), distance(root, to)));
  const along = direction(root, to, direction(root, end, { x: 0, y: 1 }));
  const reached = { x: root.x + along.x * d, y: root.y + along.y * d };
  const h = d > 0 ? (a * a - b * b + d * d) / (2 * d) : 0;
  const beside = Math.sqrt(Math.max(0, a * a - h * h));
  const side = (hinge.x - root.x) * (end.y - root.y) - (hinge.y - root.y) * (end.x - root.x) < 0 ? -1 : 1;
  return {
    hinge: { x: root.x + along.x * h + side * along.y * beside, y: root.y + along.y * h - side * along.x * beside },
    end: reached,
  };
}

/** The limb turned about its root until its hinge points to `to`. */
function swung(root: Point, hinge: Point, end: Point, to: Point): { readonly hinge: Point; readonly end: Point } {
  const before = direction(root, hinge, { x: 0, y: 1 });
  const after = direction(root, to, before);
  const [cos, sin] = [before.x * after.x + before.y * after.y, before.x * after.y - before.y * after.x];
  const turn = (point: Point): Point => {
    const [dx, dy] = [point.x - root.x, point.y - root.y];
    return { x: root.x + dx * cos - dy * sin, y: root.y + dx * sin + dy * cos };
  };
  return { hinge: turn(hinge), end: turn(end) };
}

/** Moves one joint and nothing else. */
export const moveJoint = (person: Person, joint: number, to: Point): Person => placed(person, new Map([[joint, to]]));

/**
 * Moves a joint with all that hangs on it, bones keeping their lengths: a hand or foot by `reach`, an elbow or knee by turning the limb
 * about its root, a shoulder or hip with its limb, the nose with the head, the neck with the whole person. Eyes and ears move alone.
 */
export function moveLimb(person: Person, joint: number, to: Point): Person {
  const at = person[joint];
  if (!at) return person;
  const [dx, dy] = [to.x - at.x, to.y - at.y];
  if (joint === neck) return shifted(person, [...person.keys()], dx, dy);
  if (joint === nose) return shifted(person, head, dx, dy);
  const limb = limbs.find((joints) => joints.includes(joint));
  if (!limb) return moveJoint(person, joint, to);
  const [rootAt, hingeAt, endAt] = limb;
  if (joint === rootAt) return shifted(person, limb, dx, dy);
  const [root, hinge, end] = [person[rootAt], person[hingeAt], person[endAt]] as [Joint, Joint, Joint];
  const moved = (joint === endAt ? reach : swung)(root, hinge, end, to);
  return placed(
    person,
    new Map([
      [hingeAt, moved.hinge],
      [endAt, moved.end],
    ]),
  );
}

/** Mirrors a person about the middle of its box; right and left change places, so that it still faces the same way. */
export function mirrorPerson(person: Person): Person {
  const across = person.filter(({ shown }) => shown).map(({ x }) => x);
  if (across.length === 0) return person;
  const sum = Math.min(...across) + Math.max(...across);
  return swapSides(person.map((joint) => ({ ...joint, x: sum - joint.x })));
}
