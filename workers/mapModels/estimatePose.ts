import { betweenShoulders, jointsAmong } from '../maps/pose/keypointOrders';
import { Fault } from '../protocol/faults';
import type { Rect, Size } from '../protocol/geometry';
import type { FoundPerson, MapModelAnswer, MapModelPicture } from '../protocol/mapModels';
import type { Tensor } from '../protocol/tensor';
import { fixedDimension } from '../runtime/fixedShape';
import type { ModelSession } from '../runtime/modelSession';
import { ofHeat, ofLines, type Likeliest } from './keypointScores';
import type { MapModelPackage } from './mapModelPackage';
import { pictureTensor } from './pictureTensor';
import { poseForm, type PoseForm } from './poseForm';
import { tr } from '../texts/texts';

/** What nearly every network that looks at one person was trained with. */
const usualSize: Size = { width: 192, height: 256 };
/** From how sure a joint counts as found; the rest is left to be placed by hand. */
const sureFrom = 0.3;
/** So many joints are somebody. */
const fewestJoints = 4;
/** What is seen of a person's surroundings, in sizes of their box: as the networks were trained. */
const surroundings = 1.25;
/** A person who fills less of what was seen is looked at again, closer. */
const smallShare = 0.5;

/**
 * The joints of the people in a picture, one look (or two, where somebody is small) for each box: networks of this kind see one person.
 * @param boxes around the people; empty: one person in the whole picture
 * @throws Fault `bad-picture` where nobody is found, `package-unsupported` for a network of another form
 */
export async function estimatePose(
  session: ModelSession,
  files: MapModelPackage,
  picture: MapModelPicture,
  boxes: readonly Rect[],
): Promise<Extract<MapModelAnswer, { kind: 'pose' }>> {
  const form = poseForm(session.inputs, session.outputs);
  const look = (box: Rect) => jointsIn(session, form, files, picture, box);
  const people: FoundPerson[] = [];
  for (const box of boxes.length > 0 ? boxes.map(withSurroundings) : [{ x: 0, y: 0, width: picture.width, height: picture.height }]) {
    const first = await look(box);
    const around = boxAround(first);
    const isSmall = around && around.width * around.height < smallShare * box.width * box.height;
    const closer = isSmall ? await look(withSurroundings(around)) : first;
    const joints = sureness(closer) >= sureness(first) ? closer : first;
    const found = joints.map((joint) => joint && { x: joint.x, y: joint.y });
    if (found.filter(Boolean).length >= fewestJoints) people.push(found);
  }
  if (people.length === 0)
    throw new Fault(
      'bad-picture',
      boxes.length > 0 ? tr`The pose model finds nobody in the boxes.` : tr`The pose model finds nobody in this picture.`,
      tr`Drag a box around each person, or lay a pose by hand.`,
    );
  return { kind: 'pose', people };
}

type Joints = readonly (Likeliest | null)[];

const sureness = (joints: Joints): number => joints.reduce((sum, joint) => sum + (joint?.score ?? 0), 0);

async function jointsIn(
  session: ModelSession,
  form: PoseForm,
  files: MapModelPackage,
  picture: MapModelPicture,
  box: Rect,
): Promise<Joints> {
  const input = session.input(form.input);
  const usual = files.size ?? usualSize;
  const size = { width: fixedDimension(input, 3) ?? usual.width, height: fixedDimension(input, 2) ?? usual.height };
  // All of the box, in the proportions that the network sees.
  const scale = Math.min(size.width / box.width, size.height / box.height);
  const frame = { width: size.width / scale, height: size.height / scale };
  const seen = { x: box.x + (box.width - frame.width) / 2, y: box.y + (box.height - frame.height) / 2, ...frame };
  const from = { width: Math.max(1, Math.round(frame.width)), height: Math.max(1, Math.round(frame.height)) };
  const values = pictureTensor(cut(picture, seen, from), from, size, size, files.normalisation);
  const wanted = form.kind === 'simcc' ? [form.across, form.down] : [form.heat];
  const answers = await session.runAll(
    new Map([[input, { values, shape: [1, 3, size.height, size.width] }]]),
    wanted.map((name) => session.output(name)),
    true,
  );
  const points = likeliest(form, answers);
  const joints = (jointsAmong(points.length) ?? []).map((at): Likeliest | null => {
    const point = at === null ? undefined : points[at];
    return point && point.score >= sureFrom
      ? { x: seen.x + point.x * seen.width, y: seen.y + point.y * seen.height, score: point.score }
      : null;
  });
  const neck = joints[1] ? null : betweenShoulders(joints);
  return neck ? joints.map((joint, i) => (i === 1 ? { ...neck, score: 0 } : joint)) : joints;
}

/** One point a keypoint. */
function likeliest(form: PoseForm, answers: readonly (Tensor | undefined)[]): readonly Likeliest[] {
  const [first, second] = answers;
  const keypoints = first?.shape[1] ?? 0;
  const lengths = answers.map((answer) => (answer ? answer.data.length / keypoints : 0));
  const whole =
    lengths.every((length) => Number.isInteger(length) && length > 0) && answers.every((answer) => answer?.shape[1] === keypoints);
  if (!first || !whole || !jointsAmong(keypoints))
    throw new Fault(
      'package-unsupported',
      tr`The pose model answers with ${keypoints} keypoints, which is no form of a person that is known.`,
      tr`Choose RTMPose, DWPose (dw-ll_ucoco_384.onnx) or ViTPose.`,
    );
  const part = (answer: Tensor, i: number, length: number) => answer.data.subarray(i * length, (i + 1) * length);
  return Array.from({ length: keypoints }, (_, i) =>
    form.kind === 'simcc' && second
      ? ofLines(part(first, i, lengths[0] ?? 0), part(second, i, lengths[1] ?? 0))
      : ofHeat(part(first, i, lengths[0] ?? 0), first.shape.at(-1) ?? 1),
  );
}

function boxAround(joints: Joints): Rect | null {
  const found = joints.flatMap((joint) => (joint ? [joint] : []));
  if (found.length < fewestJoints) return null;
  const [xs, ys] = [found.map(({ x }) => x), found.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(1, Math.max(...xs) - x), height: Math.max(1, Math.max(...ys) - y) };
}

function withSurroundings({ x, y, width, height }: Rect): Rect {
  const more = (surroundings - 1) / 2;
  return { x: x - more * width, y: y - more * height, width: surroundings * width, height: surroundings * height };
}

/** The pixels of a frame, transparent where it lies outside the picture. */
function cut({ width, height, rgba }: MapModelPicture, frame: Rect, size: Size): Uint8Array {
  const out = new Uint8Array(4 * size.width * size.height);
  const [left, top] = [Math.round(frame.x), Math.round(frame.y)];
  const from = Math.max(0, -left);
  const to = Math.min(size.width, width - left);
  for (let y = Math.max(0, -top); y < Math.min(size.height, height - top) && to > from; y += 1) {
    const start = 4 * ((top + y) * width + left + from);
    out.set(rgba.subarray(start, start + 4 * (to - from)), 4 * (y * size.width + from));
  }
  return out;
}
