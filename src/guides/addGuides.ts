import { classStore } from '../changemap/classInHand';
import { ChangeMap } from '../document/changeMap/ChangeMap';
import { documentStore } from '../document/documentStore';
import type { Guide, GuideContent, GuideKind } from '../document/guide';
import { addGuide, changeGuide } from '../document/guideCommands';
import { importPicture } from '../exchange/import/importPicture';
import { notify } from '../ui/notices';
import type { Size } from '../../workers/protocol/geometry';
import { edgesOfScene, firstEdges } from './edgesOfScene';
import { guideViewStore, selectGuide } from './guideView';
import { firstLines, linesOfScene } from './lines/linesOfScene';
import { chooseJoint, newPerson } from './pose/poseView';
import { tr } from '../../workers/texts/texts';

type GuidePicture = Extract<GuideContent, { of: 'picture' }>['picture'];

/** A guide as it begins. */
export const newGuide = (name: string, kind: GuideKind, content: GuideContent): Omit<Guide, 'id'> => ({
  ...{ name, kind, content, visible: true, role: 'wanted', controlNet: null, weight: 1, start: 0, end: 1 },
});

/** A finished condition over the scene: in its middle, as large as fits within it. */
export function placedPicture(picture: GuidePicture, scene: Size): GuideContent {
  const scale = Math.min(scene.width / picture.width, scene.height / picture.height);
  return {
    of: 'picture',
    picture,
    placement: { x: scene.width / 2, y: scene.height / 2, scaleX: scale, scaleY: scale, rotation: 0 },
  };
}

/** Lays a finished condition from a file over the scene as a guide and selects it. @throws Fault `bad-picture` */
export async function addGuideFile(file: Blob, kind: GuideKind): Promise<void> {
  const { width, height, rgba, name, notices } = await importPicture(file, { inSrgb: true });
  const { picture: scene } = documentStore.getState();
  if (!scene) return;
  const picture = { width, height, rgba, name: name || 'Guide' };
  selectGuide(addGuide(newGuide(picture.name, kind, placedPicture(picture, scene))));
  notices.forEach(notify);
}

/** What a drawing of a kind is called. */
const drawingNames = { scribble: tr`Scribble`, lines: tr`Line drawing`, depth: tr`Painted depth`, segmentation: tr`Segments` } as const;

/** Lays an empty, black drawing over the scene as a guide and draws on it from now on. */
export function addDrawing(kind: keyof typeof drawingNames): void {
  const { picture: scene } = documentStore.getState();
  if (!scene) return;
  const map = new ChangeMap(scene);
  const content: GuideContent =
    kind === 'segmentation' ? { of: 'drawing', map, edges: null, classes: true } : { of: 'drawing', map, edges: null };
  selectGuide(addGuide(newGuide(drawingNames[kind], kind, content)));
}

/** Lays somebody who stands over the scene as a pose, and selects it. */
export function addPose(): void {
  const { picture: scene } = documentStore.getState();
  if (!scene) return;
  chooseJoint(0, 4);
  selectGuide(addGuide(newGuide('Pose', 'pose', { of: 'pose', people: [newPerson(scene, 0)] })));
}

/** Makes a guide of the scene's own edges, white on black, and selects it. @throws Fault */
export async function addEdgesOfScene(): Promise<void> {
  const map = await edgesOfScene(firstEdges);
  if (map) selectGuide(addGuide(newGuide(tr`Edges of the scene`, 'edges', { of: 'drawing', map, edges: firstEdges })));
}

/** Makes a guide of the straight lines of the scene, of which single ones can be left out, and selects it. @throws Fault */
export async function addLinesOfScene(): Promise<void> {
  const { picture: scene } = documentStore.getState();
  if (!scene) return;
  const lines = firstLines(scene);
  const segments = await linesOfScene(lines, []);
  if (segments) selectGuide(addGuide(newGuide(tr`Straight lines of the scene`, 'lines', { of: 'segments', segments, lines })));
}

/** Lays how near everything is over the scene as a guide, near in white, and selects it. */
export function addDepthOfScene(map: ChangeMap): void {
  selectGuide(addGuide(newGuide(tr`Depth of the scene`, 'depth', { of: 'drawing', map, edges: null })));
}

/**
 * Gives what a model found, at least half of it, the kind of thing in hand: in the segments that are selected, else in new ones.
 */
export function addFoundSegment(found: ChangeMap): void {
  const { picture: scene, guides } = documentStore.getState();
  if (!scene) return;
  const { selectedId } = guideViewStore.getState();
  const selected = guides.find(({ id }) => id === selectedId);
  const before = selected?.content.of === 'drawing' && selected.content.classes ? selected.content : null;
  const values = before?.map.toUint8Array() ?? new Uint8Array(scene.width * scene.height);
  const { value } = classStore.getState();
  found.toUint8Array().forEach((covered, i) => covered >= 128 && (values[i] = value));
  const map = ChangeMap.fromUint8Array(values, scene);
  if (selected && before) changeGuide(selected.id, { content: { ...before, map } }, 'Segment');
  else selectGuide(addGuide(newGuide(drawingNames.segmentation, 'segmentation', { of: 'drawing', map, edges: null, classes: true })));
}
