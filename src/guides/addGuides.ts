import { flattenKeyed } from '../changemap/flattenKeyed';
import { mapWorker } from '../changemap/mapWorker';
import { ChangeMap } from '../document/changeMap/ChangeMap';
import { documentStore } from '../document/documentStore';
import type { Guide, GuideKind } from '../document/guide';
import { addGuide } from '../document/guideCommands';
import { importPicture } from '../exchange/import/importPicture';
import { notify } from '../ui/notices';
import type { MapSource } from '../../workers/protocol/mapSources';
import type { Size } from '../../workers/protocol/geometry';
import { selectGuide } from './guideView';

/** Canny as ControlNets were trained with it: OpenCV's 100 and 200 of 255, smoothed a little against noise. */
const canny: MapSource = { kind: 'canny', sigmaPx: 1.4, low: 0.1, high: 0.2, invert: false };

/** A new guide over the scene: in its middle, as large as fits within it. */
export function placedGuide(picture: Guide['picture'], kind: GuideKind, scene: Size): Omit<Guide, 'id'> {
  const scale = Math.min(scene.width / picture.width, scene.height / picture.height);
  const placement = { x: scene.width / 2, y: scene.height / 2, scaleX: scale, scaleY: scale, rotation: 0 };
  return { name: picture.name, visible: true, kind, role: 'wanted', picture, placement, controlNet: null, weight: 1, start: 0, end: 1 };
}

/** Lays a finished condition from a file over the scene as a guide and selects it. @throws Fault `bad-picture` */
export async function addGuideFile(file: Blob, kind: GuideKind): Promise<void> {
  const { width, height, rgba, name, notices } = await importPicture(file, { inSrgb: true });
  const { picture: scene } = documentStore.getState();
  if (!scene) return;
  selectGuide(addGuide(placedGuide({ width, height, rgba, name: name || 'Guide' }, kind, scene)));
  notices.forEach(notify);
}

/** Makes a guide of the scene's own edges, white on black, and selects it. @throws Fault */
export async function addEdgesOfScene(): Promise<void> {
  const state = documentStore.getState();
  const { picture: scene } = state;
  if (!scene) return;
  const { tiles } = await mapWorker().fromSource(flattenKeyed(state), canny, scene);
  // Another scene may be on the table by now.
  if (documentStore.getState().picture !== scene) return;
  const { width, height } = scene;
  const rgba = greyToRgba(new ChangeMap(scene, tiles).toUint8Array());
  selectGuide(addGuide(placedGuide({ width, height, rgba, name: 'Edges of the scene' }, 'edges', scene)));
}

/** One byte a pixel → opaque RGBA. */
export function greyToRgba(values: Uint8Array): Uint8Array {
  const rgba = new Uint8Array(values.length * 4);
  for (let i = 0; i < values.length; i += 1) {
    rgba.fill(values[i] as number, i * 4, i * 4 + 3);
    rgba[i * 4 + 3] = 255;
  }
  return rgba;
}
