import { z } from 'zod';
import { betweenShoulders, jointsAmong } from '../../../workers/maps/pose/keypointOrders';
import { jointCount, type Joint, type Person } from '../../../workers/maps/pose/skeleton';
import { Fault } from '../../../workers/protocol/faults';
import type { Size } from '../../../workers/protocol/geometry';
import { maximumPeople } from '../../document/limits';
import { completed } from './completed';
import { tr } from '../../../workers/texts/texts';

/** As `guideCodec` keeps them. */
const farthestPx = 1e6;
const numbers = z.array(z.number().min(-farthestPx).max(farthestPx));
const openPose = z.looseObject({
  people: z.array(z.looseObject({ pose_keypoints_2d: numbers })),
  canvas_width: z.number().positive().max(farthestPx).optional(),
  canvas_height: z.number().positive().max(farthestPx).optional(),
});
const coco = z.looseObject({ keypoints: numbers });
const known = z.union([openPose, z.looseObject({ annotations: z.array(coco) }), z.array(coco), coco]);

type Maybe = Joint | null;

function refuse(what: string): never {
  throw new Fault(
    'bad-picture',
    what,
    tr`OpenPose’s files with 18 or 25 keypoints a person are read, and COCO’s with 17. Nothing was changed.`,
  );
}

/** Joints from x, y, confidence three by three; null where nothing is known of one. */
function jointsOf(flat: readonly number[], format: string): Maybe[] {
  const points = flat.length / 3;
  const order = points === jointCount || points === 25 || points === 17 ? jointsAmong(points) : null;
  if (!order || (format === 'COCO') !== (points === 17))
    refuse(tr`This file has ${points} keypoints a person, which is no form of ${format} that is known.`);
  const joints = order.map((at): Maybe => {
    if (at === null) return null;
    const [x = 0, y = 0, confidence = 0] = flat.slice(3 * at, 3 * at + 3);
    return x === 0 && y === 0 && confidence <= 0 ? null : { x, y, shown: confidence > 0 };
  });
  const neck = format === 'COCO' ? betweenShoulders(joints) : null;
  if (neck) joints[1] = { ...neck, shown: joints[2]?.shown === true && joints[5]?.shown === true };
  return joints;
}

/**
 * The people of a pose file, over a scene of that size: OpenPose's `people[].pose_keypoints_2d` with 18 or 25 keypoints, or COCO's
 * `keypoints` with 17 (an annotation file, a list of detections or a single one). Where the file names its canvas, or has shares of it
 * (nothing above 1), it is brought to the scene. People of whom nothing was found are left out.
 * @throws Fault `bad-picture` for anything else, `limit-reached` for too many people
 */
export function readPose(text: string, scene: Size): readonly Person[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    refuse(tr`This file is not JSON.`);
  }
  const parsed = known.safeParse(value);
  if (!parsed.success) refuse(tr`This file has no people with keypoints in it.`);
  const file = parsed.data;
  const isOpenPose = 'people' in file && Array.isArray(file.people);
  const found = (
    isOpenPose
      ? (file as z.infer<typeof openPose>).people.map(({ pose_keypoints_2d: flat }) => jointsOf(flat, 'OpenPose'))
      : (Array.isArray(file)
          ? file
          : 'annotations' in file
            ? (file as { annotations: z.infer<typeof coco>[] }).annotations
            : [file as z.infer<typeof coco>]
        ).map(({ keypoints }) => jointsOf(keypoints, 'COCO'))
  ).filter((joints) => joints.some((joint) => joint?.shown));
  if (found.length === 0) refuse(tr`There is nobody in this file.`);
  if (found.length > maximumPeople)
    throw new Fault(
      'limit-reached',
      tr`This file has ${found.length} people; a pose holds ${maximumPeople} at most.`,
      tr`Take some out of it.`,
    );
  const { canvas_width: width, canvas_height: height } = isOpenPose ? (file as z.infer<typeof openPose>) : {};
  const inShares = found.flat().every((joint) => !joint || (Math.abs(joint.x) <= 1 && Math.abs(joint.y) <= 1));
  const across = inShares ? scene.width : width ? scene.width / width : 1;
  const down = inShares ? scene.height : height ? scene.height / height : 1;
  const brought = (joint: Maybe): Maybe => joint && { ...joint, x: joint.x * across, y: joint.y * down };
  return found.map((joints) => completed(joints.map(brought)));
}

/** OpenPose's form of a pose. Hidden joints have confidence 0 and keep their place, which readers of the format overlook. */
export function writePose(people: readonly Person[], { width, height }: Size): string {
  const flat = (person: Person) => person.flatMap(({ x, y, shown }) => [x, y, shown ? 1 : 0]);
  return JSON.stringify({
    canvas_width: width,
    canvas_height: height,
    people: people.map((person) => ({ pose_keypoints_2d: flat(person) })),
  });
}
