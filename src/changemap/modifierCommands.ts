import type { MapModifier, ModifierStack } from '../../workers/protocol/mapModifiers';
import { activeModifiers } from '../../workers/maps/modifiers/applyModifiers';
import { Fault } from '../../workers/protocol/faults';
import { ChangeMap } from '../document/changeMap/ChangeMap';
import { documentStore } from '../document/documentStore';
import { changeMapLayer } from '../document/mapCommands';
import type { MapLayer } from '../document/mapLayer';
import { mapWorker } from './mapWorker';
import { modifierNames, newModifier, type ModifierKind } from './newModifier';
import { tr } from '../../workers/texts/texts';
import { inSentence } from '../../workers/texts/inSentence';

const layerOf = (mapId: string): MapLayer | undefined => documentStore.getState().maps.find(({ id }) => id === mapId);

function change(mapId: string, label: string, next: (stack: ModifierStack) => ModifierStack, mergeKey?: string): void {
  const layer = layerOf(mapId);
  if (layer)
    changeMapLayer(
      mapId,
      { modifiers: next(layer.modifiers) },
      label,
      mergeKey === undefined ? undefined : { policy: 'merge', key: mergeKey },
    );
}

/** Adds a modifier after the others of a map. Returns its id, or null where there is no such map. @throws Fault `limit-reached` */
export function addModifier(mapId: string, kind: ModifierKind): string | null {
  const layer = layerOf(mapId);
  if (!layer) return null;
  const id = crypto.randomUUID();
  change(mapId, tr`Add ${inSentence(modifierNames[kind])}`, (stack) => [...stack, { id, enabled: true, modifier: newModifier(kind) }]);
  return id;
}

/** Sets a modifier's values; changes of the same one that follow quickly are undone together. */
export function setModifier(mapId: string, id: string, modifier: MapModifier): void {
  change(
    mapId,
    modifierNames[modifier.kind],
    (stack) => stack.map((entry) => (entry.id === id ? { ...entry, modifier } : entry)),
    `modifier ${id}`,
  );
}

const featherOf = (layer: MapLayer) => layer.modifiers.find(({ modifier }) => modifier.kind === 'feather');

/** How far the edges of a map are softened by its first feather, in picture pixels (σ); 0 without one. */
export function softnessOf(layer: MapLayer): number {
  const entry = featherOf(layer);
  return entry?.enabled && entry.modifier.kind === 'feather' ? entry.modifier.sigmaPx : 0;
}

/**
 * Softens the edges of a map: its first feather gets this width, comes where there is none, and goes at 0. One entry while it is moved.
 * @throws Fault `limit-reached`
 */
export function softenMap(mapId: string, sigmaPx: number): void {
  const layer = layerOf(mapId);
  const entry = layer && featherOf(layer);
  if (!layer || (!entry && sigmaPx <= 0)) return;
  const next = { kind: 'feather' as const, sigmaPx, direction: 'both' as const };
  change(
    mapId,
    tr`Soften edges`,
    (stack) =>
      entry
        ? sigmaPx <= 0
          ? stack.filter((other) => other !== entry)
          : stack.map((other) => (other === entry ? { ...other, enabled: true, modifier: next } : other))
        : [...stack, { id: crypto.randomUUID(), enabled: true, modifier: next }],
    `soften ${mapId}`,
  );
}

/** Opens or closes a modifier's eye. */
export function toggleModifier(mapId: string, id: string): void {
  const entry = layerOf(mapId)?.modifiers.find((candidate) => candidate.id === id);
  if (!entry) return;
  const words = entry.enabled ? tr`Switch off` : tr`Switch on`;
  change(mapId, `${words} ${inSentence(modifierNames[entry.modifier.kind])}`, (stack) =>
    stack.map((other) => (other === entry ? { ...entry, enabled: !entry.enabled } : other)),
  );
}

export function removeModifier(mapId: string, id: string): void {
  const entry = layerOf(mapId)?.modifiers.find((candidate) => candidate.id === id);
  if (entry)
    change(mapId, tr`Remove ${inSentence(modifierNames[entry.modifier.kind])}`, (stack) => stack.filter((other) => other !== entry));
}

/** Moves a modifier later (1) or earlier (−1); at the end of the stack nothing happens. */
export function reorderModifier(mapId: string, id: string, by: 1 | -1): void {
  const stack = layerOf(mapId)?.modifiers ?? [];
  const from = stack.findIndex((entry) => entry.id === id);
  const moved = stack[from];
  const other = stack[from + by];
  if (!moved || !other) return;
  change(mapId, tr`Order of modifiers`, () => stack.map((entry) => (entry === moved ? other : entry === other ? moved : entry)));
}

/**
 * Writes a map's modifiers up to this one (all of them without an id) into the map; those after it stay as they are. One entry
 * of the history. Computed in the map worker: what is painted meanwhile is not lost, the work is then done again.
 * @throws Fault `bad-map` where the map kept changing
 */
export async function applyModifiersOf(mapId: string, upTo?: string): Promise<void> {
  const attempts = 3;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const layer = layerOf(mapId);
    if (!layer || layer.modifiers.length === 0) return;
    const last = upTo === undefined ? layer.modifiers.length - 1 : layer.modifiers.findIndex(({ id }) => id === upTo);
    if (last < 0) return;
    const { width, height } = layer.map;
    const modifiers = activeModifiers(layer.modifiers.slice(0, last + 1));
    const tiles = await mapWorker().compose({
      width,
      height,
      layers: [{ map: layer.map, modifiers, how: 'maximum', opacity: 1 }],
      rect: null,
    });
    const now = layerOf(mapId);
    if (now?.map !== layer.map || now.modifiers !== layer.modifiers) continue;
    changeMapLayer(mapId, { map: new ChangeMap(layer.map, tiles.tiles), modifiers: layer.modifiers.slice(last + 1) }, tr`Apply modifiers`);
    return;
  }
  throw new Fault(
    'bad-map',
    tr`The map kept changing while its modifiers were applied.`,
    tr`Apply them again when you have stopped painting.`,
  );
}
