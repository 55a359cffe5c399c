import { Fault } from '../../workers/protocol/faults';
import { documentStore } from '../document/documentStore';
import { addGuide } from '../document/guideCommands';
import { newGuide } from './addGuides';
import { selectGuide } from './guideView';
import { readPose } from './pose/poseJson';
import { chooseJoint } from './pose/poseView';
import { tr } from '../../workers/texts/texts';

/** A crowd takes a few kilobytes; annotations of whole data sets are not poses. */
const largestBytes = 16 * 1024 * 1024;

/** Lays the people of a pose file over the scene and selects them. @throws Fault `bad-picture`, `limit-reached` */
export async function addPoseFile(file: File): Promise<void> {
  const text = file.size > largestBytes ? null : await file.text();
  const { picture: scene } = documentStore.getState();
  if (!scene) return;
  if (text === null) throw new Fault('bad-picture', tr`This file is too large to be a pose.`, tr`Poses of 16 MB at most are read.`);
  chooseJoint(0, 4);
  selectGuide(addGuide(newGuide(file.name.replace(/\.json$/i, '') || 'Pose', 'pose', { of: 'pose', people: readPose(text, scene) })));
}
