import { stat } from 'node:fs/promises';
import type { ModelPackage } from '../../workers/packages/modelPackage';
import { openModel, type ModelOptions } from '../../workers/packages/openModel';
import { clipVocabulary } from './clipVocabulary';
import { fileAlone } from './fileAlone';
import { folderSource } from './folderSource';

/** Opens a model on disk: a folder, or one file of weights by its path. */
export async function openNodeModel(path: string, id: string, options: Partial<ModelOptions> = {}): Promise<ModelPackage> {
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  return openModel(isFile ? fileAlone(path) : folderSource(path), id, { vocabulary: clipVocabulary, ...options });
}
