import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { FileSource } from '../../workers/packages/fileSource';
import type { ModelPackage } from '../../workers/packages/modelPackage';
import { openModel, type ModelOptions } from '../../workers/packages/openModel';
import { clipVocabulary } from './clipVocabulary';
import { folderSource } from './folderSource';

/** Opens a model on disk: a folder, or one file of weights by its path. */
export async function openNodeModel(path: string, id: string, options: Partial<ModelOptions> = {}): Promise<ModelPackage> {
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  return openModel(isFile ? fileAlone(path) : folderSource(path), id, { vocabulary: clipVocabulary, ...options });
}

/** The folder of a file as though nothing else were in it. */
function fileAlone(path: string): FileSource {
  return { ...folderSource(dirname(path)), label: basename(path), list: () => Promise.resolve([basename(path)]) };
}
