import { documentStore } from '../../document/documentStore';
import { chosenLines } from '../../guides/lines/segmentView';
import { chosenPose } from '../../guides/pose/poseView';

/** The selected guide is a pose: arrow keys move its joints. */
export const posing = (): boolean => documentStore.getState().picture !== null && chosenPose() !== null;

/** The selected guide is a pose or straight lines: the Move tool takes hold of its parts, and of no exemplars. */
export const guideInHand = (): boolean => posing() || (documentStore.getState().picture !== null && chosenLines() !== null);
