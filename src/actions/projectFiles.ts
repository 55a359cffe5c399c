import { commitPending } from '../changemap/pendingTool';
import { editsWritten } from '../changemap/largeEdit';
import { documentStore } from '../document/documentStore';
import { openContent, snapshot } from '../document/snapshot';
import { download } from '../exchange/export/download';
import { exportName } from '../exchange/export/exportName';
import { decodeProject, encodeProject } from '../exchange/project/projectFile';

/** Saves the whole project, results too, as one file. */
export async function saveProjectFile(): Promise<void> {
  commitPending();
  await editsWritten();
  const content = snapshot();
  const name = exportName(documentStore.getState().picture?.name ?? 'Sfumato', 'project', 'zip');
  download(await encodeProject(content), name);
}

/** Opens a project that was saved as a file; what was on the table comes back with Undo. @throws Fault `import-refused` */
export async function openProjectFile(file: Blob): Promise<void> {
  const content = await decodeProject(file);
  await editsWritten();
  openContent(content);
}
