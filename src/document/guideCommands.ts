import { commitChange } from './commit';
import { smallBytes } from './history/change';
import { documentStore } from './documentStore';
import { guideSizeBytes, type Guide } from './guide';
import type { Capture } from './history/HistoryStack';
import { tr } from '../../workers/texts/texts';

/** Adds a guide above the others. Returns its id. */
export function addGuide(guide: Omit<Guide, 'id'>): string {
  const added: Guide = { ...guide, id: crypto.randomUUID() };
  commitChange(tr`Add guide`, { guides: [...documentStore.getState().guides, added] }, guideSizeBytes(added) + smallBytes);
  return added.id;
}

/** Changes a guide; an unknown id does nothing. `capture`: changes that follow each other quickly may be undone together. */
export function changeGuide(id: string, change: Partial<Omit<Guide, 'id'>>, label: string, capture?: Capture): void {
  const { guides } = documentStore.getState();
  const before = guides.find((guide) => guide.id === id);
  if (!before) return;
  const after: Guide = { ...before, ...change };
  const bytes = smallBytes + (change.content ? guideSizeBytes(before) + guideSizeBytes(after) : 0);
  commitChange(label, { guides: guides.map((other) => (other === before ? after : other)) }, bytes, capture);
}

/** Takes a guide away; an unknown id does nothing. */
export function removeGuide(id: string): void {
  const { guides } = documentStore.getState();
  const removed = guides.find((guide) => guide.id === id);
  if (removed)
    commitChange(tr`Remove guide`, { guides: guides.filter((other) => other !== removed) }, guideSizeBytes(removed) + smallBytes);
}
