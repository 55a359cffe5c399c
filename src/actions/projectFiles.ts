import { commitPending } from '../changemap/pendingTool';
import { editsWritten } from '../changemap/largeEdit';
import { accessStore } from '../document/access';
import { emptyDocument } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { historyContent, historyStore, type History } from '../document/history';
import { contentOf, openContent, restore, snapshot } from '../document/snapshot';
import type { DocumentContent } from '../document/storage/codecs/documentCodec';
import { exportName } from '../exchange/export/exportName';
import { projectEnding } from '../exchange/project/projectEnding';
import { rememberPlace, saveInPlace, type ProjectHandle } from '../exchange/project/projectPlace';
import { notify, offer } from '../ui/notices';
import { tr } from '../../workers/texts/texts';
import { stepsInWords } from '../ui/stepsInWords';

/** Zips and their checks, which no first screen needs. */
const projectFile = () => import('../exchange/project/projectFile');

/** Saves the whole project, results and history too, as one file: in its place where it has one. */
export async function saveProjectFile(): Promise<void> {
  const { documentId, picture } = documentStore.getState();
  const name = exportName(picture?.name ?? 'Sfumato', 'project', projectEnding);
  const saved = await saveInPlace(documentId, name, async () => {
    commitPending();
    await editsWritten();
    return (await projectFile()).encodeProject(snapshot(), historyContent());
  });
  if (saved !== null) notify(tr`Saved as “${saved}”.`);
}

/** Whether a file is a project by its name. */
export const isProjectFile = ({ name }: File): boolean => name.toLowerCase().endsWith(`.${projectEnding}`);

/** Nothing that could be lost: no picture, no result, no step to take back. */
const isEmpty = (): boolean => {
  const { picture, results } = documentStore.getState();
  return !picture && results.length === 0 && historyStore.getState().labels.length === 0 && !accessStore.getState().readOnly;
};

/**
 * Opens a project that was saved as a file. On an empty table it brings its history along; else what was there comes back with Undo.
 * @param handle by which the file can be saved again
 * @throws Fault `import-refused`, `project-newer`; nothing was changed then
 */
export async function openProjectFile(file: Blob, handle: ProjectHandle | null = null): Promise<void> {
  const { content, history } = await (await projectFile()).decodeProject(file);
  await editsWritten();
  if (isEmpty()) restore(content, history);
  else {
    openContent(content);
    const steps = history.done.length;
    if (steps > 0)
      offer(
        tr`What was open comes back with Undo. The project’s own history (${stepsInWords(steps)}) can take its place.`,
        tr`Take its history`,
        () => takeHistory(content, history),
      );
  }
  if (handle) rememberPlace(content.documentId, handle);
}

/**
 * Undo leads through the project's own steps instead of back to what was open, which is among the recent pictures by now. Nothing
 * happens where the project was edited since, or left.
 */
function takeHistory(content: DocumentContent, history: History): void {
  const now = documentStore.getState();
  const { settings, results, grids, runMark } = now;
  const parts = ['documentId', 'picture', 'pose', 'maps', 'exemplars', 'guides', 'layers'] as const;
  if (parts.every((part) => now[part] === content[part])) restore({ ...content, settings, results, grids, runMark }, history);
  else notify(tr`The project was edited since it was opened, so its history stays in its file. Open it again to take it.`);
}

/** Goes on with a copy of the picture, its maps, layers and results; the original is among the recent ones, and comes back with Undo. */
export async function duplicateProject(): Promise<void> {
  commitPending();
  await editsWritten();
  const content = snapshot();
  const { documentId: from, picture } = content;
  if (!picture) return;
  const documentId = crypto.randomUUID();
  const own = content.results.filter((result) => result.documentId === from);
  const ids = new Map(own.map(({ id }) => [id, crypto.randomUUID()]));
  openContent(
    {
      ...content,
      documentId,
      picture: { ...picture, name: `${picture.name.replace(/\.[A-Za-z0-9]{1,5}$/, '')} copy` },
      layers: content.layers.map((layer) => ({ ...layer, resultId: layer.resultId && ids.get(layer.resultId) })),
      grids: content.grids
        .filter((grid) => grid.documentId === from)
        .map((grid) => ({
          ...grid,
          id: crypto.randomUUID(),
          documentId,
          cells: grid.cells.map((cell) => cell && (ids.get(cell) ?? null)),
        })),
      results: own.map((result) => ({ ...result, id: ids.get(result.id) ?? result.id, documentId })),
    },
    tr`Duplicate picture`,
    {},
  );
}

/** Takes everything off the table, so that the studio can begin anew; the picture is among the recent ones. */
export function startEmpty(): void {
  restore({ ...contentOf(emptyDocument), settings: documentStore.getState().settings });
}
