import { maximumPromptLength, type GenerationArea } from '../../workers/protocol/recipe';
import { firstPose } from './canvas/canvasPose';
import { ChangeMap } from './changeMap/ChangeMap';
import { fillDeltas, invertDeltas, replaceDeltas } from './changeMap/mapDeltas';
import type { TileDelta } from './changeMap/tileDelta';
import { commitChange, commitDeltas, commitSettings } from './commit';
import type { Layer, Picture, Settings } from './documentState';
import { documentStore } from './documentStore';
import { exemplarSizeBytes } from './exemplarCommands';
import { guideSizeBytes } from './guide';
import { smallBytes, writeSettings } from './history/change';
import { firstMapId, newMapLayer } from './mapLayer';
import { changeTarget, firstTarget, mapAt, type MapTarget } from './mapTarget';
import { write } from './write';
import { tr } from '../../workers/texts/texts';

const layerSizeBytes = (layer: Layer) => layer.rgba.byteLength + layer.coverage.byteLength;

/**
 * Puts a picture on the table with a black map and no layers. What was there before comes back with Undo.
 * @param documentId names the document: the digest of the picture, so that the results of the same picture are found again
 */
export function openPicture(picture: Picture, documentId: string = crypto.randomUUID()): void {
  const { picture: before, maps, exemplars, guides, layers } = documentStore.getState();
  const mapBytes =
    maps.reduce((sum, { map }) => sum + map.sizeBytes, 0) +
    exemplars.reduce((sum, exemplar) => sum + exemplarSizeBytes(exemplar), 0) +
    guides.reduce((sum, guide) => sum + guideSizeBytes(guide), 0);
  const bytes = (before?.rgba.byteLength ?? 0) + mapBytes + layers.reduce((sum, layer) => sum + layerSizeBytes(layer), 0);
  const first = { ...newMapLayer(firstMapId, 'Map'), map: new ChangeMap(picture) };
  commitChange(
    tr`Open picture`,
    { documentId, picture, pose: firstPose, maps: [first], exemplars: [], guides: [], target: firstTarget, layers: [], area: null },
    bytes + smallBytes,
  );
}

/** Takes a finished stroke into the map that `target` names, the one painted now unless said; without deltas nothing happens. */
export function commitStroke(deltas: readonly TileDelta[], label: string, target?: MapTarget): void {
  commitDeltas(label, deltas, target);
}

function changeMapBy(label: string, deltas: (map: ChangeMap) => readonly TileDelta[]): void {
  const state = documentStore.getState();
  const target = changeTarget(state);
  const map = mapAt(state, target);
  if (map) commitDeltas(label, deltas(map), target);
}

/** Everything stays as it is: the map becomes black. Where nothing is painted any more, the frozen generation area goes too. */
export function clearMap(): void {
  changeMapBy('Clear', (map) => fillDeltas(map, 0));
  const { maps, exemplars, area } = documentStore.getState();
  const isBlack = maps.every(({ map }) => map.isEmpty()) && exemplars.every(({ map }) => map.isEmpty());
  if (area && isBlack) setArea(null);
}

/** What may change stays, what stayed may change. */
export const invertMap = (): void => changeMapBy('Invert', invertDeltas);

/** The whole map gets one value, 0…255; 255 changes everything. */
export const fillMap = (value: number): void =>
  changeMapBy(value === 255 ? tr`Change everything` : tr`Fill`, (map) => fillDeltas(map, value));

/** The whole map is replaced by width · height values. @throws Fault `bad-map` for another number of values. */
export const replaceMap = (values: Uint8Array, label: string): void => changeMapBy(label, (map) => replaceDeltas(map, values));

/** Lays an accepted result over the scene; the map stays. Returns the layer's id. */
export function addLayer(layer: Omit<Layer, 'id' | 'visible'>): string {
  const added: Layer = { ...layer, id: crypto.randomUUID(), visible: true };
  commitChange(tr`Accept result`, { layers: [...documentStore.getState().layers, added] }, layerSizeBytes(added) + smallBytes);
  return added.id;
}

/** Shows a hidden layer, hides a visible one. An unknown id does nothing. */
export function toggleLayer(id: string): void {
  const { layers } = documentStore.getState();
  const layer = layers.find((candidate) => candidate.id === id);
  if (!layer) return;
  commitChange(
    layer.visible ? tr`Hide layer` : tr`Show layer`,
    { layers: layers.map((other) => (other === layer ? { ...layer, visible: !layer.visible } : other)) },
    smallBytes,
  );
}

/** Takes a layer off the scene. An unknown id does nothing. */
export function removeLayer(id: string): void {
  const { layers } = documentStore.getState();
  const layer = layers.find((candidate) => candidate.id === id);
  if (layer) commitChange(tr`Remove layer`, { layers: layers.filter((other) => other !== layer) }, layerSizeBytes(layer) + smallBytes);
}

const settingLabels: Readonly<Record<keyof Settings, string>> = {
  prompt: tr`Prompt`,
  negativePrompt: tr`Negative prompt`,
  loras: 'LoRAs',
  method: tr`Method`,
  steps: tr`Steps`,
  guidance: tr`Guidance`,
  seed: tr`Seed`,
  seedLocked: tr`Lock of the seed`,
  strength: tr`Global strength`,
  scheduler: tr`Scheduler`,
  thresholdCurve: tr`Threshold curve`,
  mapReduction: tr`Map to latents`,
  refiner: tr`Refiner`,
  guidanceRescale: tr`Guidance rescale`,
  imageGuidance: tr`Picture guidance`,
  edgeSoftnessPx: tr`Edge softness`,
  colourMatch: tr`Colour match`,
  sourceDetail: tr`Source detail`,
  ground: tr`Ground to start from`,
  futureHinting: tr`Future hinting`,
  exemplarPasses: tr`Exemplar passes`,
  inpaintThreshold: tr`Threshold of the inpaint`,
  automaticMap: tr`Automatic map`,
  optimisation: tr`Guided optimisation`,
  layoutMask: tr`Mask between layouts`,
};

/**
 * Sets one setting. Changes of the same one that follow within a second are undone together.
 * `capture` 'none' keeps it out of the history: for what nobody did by hand, like the new seed after a run.
 */
export function setSetting<K extends keyof Settings>(key: K, value: Settings[K], capture: 'merge' | 'none' = 'merge'): void {
  const change: Partial<Settings> = fitting({ [key]: value });
  if (Object.is(documentStore.getState().settings[key], change[key])) return;
  if (capture === 'none') writeSettings(change);
  else commitSettings(settingLabels[key], change, { policy: 'merge', key: `setting ${key}` });
}

/** Sets several settings at once, as one entry. */
export function setSettings(change: Partial<Settings>, label = 'Settings'): void {
  commitSettings(label, fitting(change));
}

/** Texts as long as can be kept: what goes beyond is left out at once, not at the next reload. */
function fitting(change: Partial<Settings>): Partial<Settings> {
  const { prompt, negativePrompt, automaticMap } = change;
  const cut = (text: string) => text.slice(0, maximumPromptLength);
  const reference = automaticMap?.referencePrompt;
  return {
    ...change,
    ...(prompt !== undefined && { prompt: cut(prompt) }),
    ...(negativePrompt !== undefined && { negativePrompt: cut(negativePrompt) }),
    ...(automaticMap && reference && { automaticMap: { ...automaticMap, referencePrompt: cut(reference) } }),
  };
}

/** Freezes the generation area (null: it is chosen anew at the next run). Not undoable: it follows from map and picture. */
export function setArea(area: GenerationArea | null): void {
  if (documentStore.getState().area !== area) write({ area });
}
