import { ChangeMap } from './changeMap/ChangeMap';
import { commitChange } from './commit';
import { smallBytes } from './history/change';
import { write } from './write';
import { documentStore } from './documentStore';
import type { Exemplar } from './exemplar';
import type { Capture } from './history/HistoryStack';
import type { MapTarget } from './mapTarget';
import { reordered } from './reordered';
import { tr } from '../../workers/texts/texts';

/** Bytes that an exemplar holds alone. */
export const exemplarSizeBytes = ({ picture, cutout, map, hold }: Exemplar): number =>
  picture.rgba.byteLength + (cutout?.byteLength ?? 0) + map.sizeBytes + (hold?.sizeBytes ?? 0);

/** Chooses which map is painted. Not undoable: it changes nothing of the picture. */
export function setTarget(target: MapTarget): void {
  write({ target });
}

/** Lays an exemplar on top of the scene. Returns its id. */
export function addExemplar(exemplar: Omit<Exemplar, 'id' | 'visible' | 'opacity' | 'cutout' | 'mapPainted' | 'hold'>): string {
  const added: Exemplar = { ...exemplar, id: crypto.randomUUID(), visible: true, opacity: 1, cutout: null, mapPainted: false, hold: null };
  commitChange(tr`Add exemplar`, { exemplars: [...documentStore.getState().exemplars, added] }, exemplarSizeBytes(added) + smallBytes);
  return added.id;
}

/** Changes an exemplar; an unknown id does nothing. `capture`: changes that follow each other quickly may be undone together. */
export function changeExemplar(id: string, change: Partial<Omit<Exemplar, 'id'>>, label: string, capture?: Capture): void {
  const { exemplars } = documentStore.getState();
  const before = exemplars.find((exemplar) => exemplar.id === id);
  if (!before) return;
  const after: Exemplar = { ...before, ...change };
  const bytes =
    smallBytes +
    (change.map ? before.map.sizeBytes + after.map.sizeBytes : 0) +
    (change.picture ? before.picture.rgba.byteLength + after.picture.rgba.byteLength : 0) +
    (change.cutout === undefined ? 0 : (before.cutout?.byteLength ?? 0));
  commitChange(label, { exemplars: exemplars.map((other) => (other === before ? after : other)) }, bytes, capture);
}

/** Takes an exemplar off the scene; an unknown id does nothing. */
export function removeExemplar(id: string): void {
  const { exemplars } = documentStore.getState();
  const removed = exemplars.find((exemplar) => exemplar.id === id);
  if (removed)
    commitChange(
      tr`Remove exemplar`,
      { exemplars: exemplars.filter((other) => other !== removed) },
      exemplarSizeBytes(removed) + smallBytes,
    );
}

/** Moves an exemplar up (1) or down (−1) among the others; at the end of the pile nothing happens. */
export function reorderExemplar(id: string, by: 1 | -1): void {
  const exemplars = reordered(documentStore.getState().exemplars, id, by);
  if (exemplars) commitChange(by > 0 ? tr`Bring exemplar forward` : tr`Send exemplar backward`, { exemplars }, smallBytes);
}

/** Holds an exemplar, at first everywhere, or lets it go; what of it may change is then painted into its hold map. */
export function holdExemplar(id: string, held: boolean): void {
  const { picture } = documentStore.getState();
  if (picture) changeExemplar(id, { hold: held ? new ChangeMap(picture) : null }, held ? tr`Hold exemplar` : tr`Let exemplar go`);
}
