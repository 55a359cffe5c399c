import type { FoundPerson } from '../../../workers/protocol/mapModels';
import type { Size } from '../../../workers/protocol/geometry';
import type { Person } from '../../../workers/maps/pose/skeleton';
import { documentStore } from '../../document/documentStore';
import { addGuide, changeGuide } from '../../document/guideCommands';
import { newGuide } from '../addGuides';
import { selectGuide } from '../guideView';
import { completed } from './completed';
import { chooseJoint, chosenPose } from './poseView';
import { tr } from '../../../workers/texts/texts';

/** What a model found in a picture of size `from`, over the scene; joints that it did not find are hidden beside the others. */
export const foundPeople = (people: readonly FoundPerson[], from: Size, scene: Size): readonly Person[] =>
  people.map((joints) =>
    completed(
      joints.map((joint) => joint && { x: (joint.x * scene.width) / from.width, y: (joint.y * scene.height) / from.height, shown: true }),
    ),
  );

/** Lays people over the scene as a pose, in place of those of the selected one where `replace`, and selects it. */
export function layPeople(people: readonly Person[], replace: boolean): void {
  const pose = replace ? chosenPose() : null;
  if (!documentStore.getState().picture) return;
  chooseJoint(0, 4);
  if (pose) changeGuide(pose.id, { content: { of: 'pose', people } }, tr`Pose from the picture`);
  else selectGuide(addGuide(newGuide(tr`Pose of the picture`, 'pose', { of: 'pose', people })));
}
