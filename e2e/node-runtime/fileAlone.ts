import { basename, dirname } from 'node:path';
import type { FileSource } from '../../workers/packages/fileSource';
import { folderSource } from './folderSource';

/** The folder of a file as though nothing else were in it. */
export function fileAlone(path: string): FileSource {
  return { ...folderSource(dirname(path)), label: basename(path), list: () => Promise.resolve([basename(path)]) };
}
