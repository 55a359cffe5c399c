import { editsWritten } from '../changemap/largeEdit';
import { accessStore } from '../document/access';
import type { DocumentState } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { sceneThumbnail } from '../document/history/markOf';
import { contentOf, openContent } from '../document/snapshot';
import { openRecentPictures, type RecentPicture, type RecentPictures } from '../document/storage/recentPictures';
import { Fault } from '../../workers/protocol/faults';
import { tr } from '../../workers/texts/texts';

let opened: Promise<RecentPictures> | null = null;
/** What is being kept: whoever lists or opens waits for it. */
let keeping: Promise<unknown> = Promise.resolve();

const pictures = (): Promise<RecentPictures> => (opened ??= openRecentPictures('sfumato-recent'));

/** Keeps the picture that another one takes the place of, with its maps, layers and results. Returns how to stop. */
export function followRecent(): () => void {
  return documentStore.subscribe((now, before) => {
    if (now.documentId !== before.documentId && before.picture && !accessStore.getState().readOnly) keep(before);
  });
}

function keep(left: DocumentState): void {
  const { picture } = left;
  if (!picture) return;
  const thumbnail = sceneThumbnail(picture, left);
  const leftAtMs = Date.now();
  // Where there is no room, or no storage at all, Undo still brings it back, and nothing else depends on it.
  keeping = keeping.then(async () => (await pictures()).keep(contentOf(left), thumbnail, leftAtMs)).catch(() => undefined);
}

/** The pictures that were left for others, without the one on the table; none where the browser keeps nothing. */
export async function listRecent(): Promise<readonly RecentPicture[]> {
  await keeping;
  const { documentId } = documentStore.getState();
  return pictures()
    .then((kept) => kept.list())
    .then(
      (entries) => entries.filter(({ id }) => id !== documentId),
      () => [],
    );
}

/** Lays a recent picture on the table as it was left; Undo brings back what lay there. @throws Fault `import-refused` */
export async function openRecent({ id, name }: RecentPicture): Promise<void> {
  await editsWritten();
  await keeping;
  const content = await (await pictures()).take(id);
  if (!content)
    throw new Fault('import-refused', tr`“${name}” could not be read any more.`, tr`What is open was not changed. Open its file again.`);
  openContent(content, tr`Open ${name}`);
}
