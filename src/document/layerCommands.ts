import { commitChange } from './commit';
import { smallBytes } from './history/change';
import type { Layer } from './documentState';
import { documentStore } from './documentStore';
import type { Capture } from './history/HistoryStack';
import { reordered } from './reordered';
import { tr } from '../../workers/texts/texts';

function change(id: string, next: Partial<Layer>, label: string, capture?: Capture): void {
  const { layers } = documentStore.getState();
  if (!layers.some((layer) => layer.id === id)) return;
  commitChange(label, { layers: layers.map((layer) => (layer.id === id ? { ...layer, ...next } : layer)) }, smallBytes, capture);
}

/** Lets what lies below a layer show through: 1 is its bytes as they are, 0 nothing of it. Moves that follow are undone together. */
export function setLayerOpacity(id: string, opacity: number): void {
  const within = Math.min(1, Math.max(0, opacity));
  change(id, { opacity: within }, tr`Opacity of layer`, { policy: 'merge', key: `layer opacity ${id}` });
}

/** Names a layer; nothing but spaces leaves its name. */
export function renameLayer(id: string, name: string): void {
  const next = name.trim().slice(0, 200);
  const layer = documentStore.getState().layers.find((candidate) => candidate.id === id);
  if (layer && next !== '' && next !== layer.name) change(id, { name: next }, tr`Rename layer`);
}

/** Moves a layer one place up (1) or down (−1); at the end nothing happens. */
export function reorderLayer(id: string, by: 1 | -1): void {
  const layers = reordered(documentStore.getState().layers, id, by);
  if (layers) commitChange(tr`Order of layers`, { layers }, smallBytes);
}
