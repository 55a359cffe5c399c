import type { FileSource } from './fileSource';
import type { ModelPlace } from './layout/modelPlaces';

/** One of the models of a source as a source of its own: its paths alone, without the folder around them. */
export function placedSource(source: FileSource, { name, folder, paths }: ModelPlace): FileSource {
  const { sizeOf, open, openRanges } = source;
  return {
    label: name === '.' ? source.label : name,
    list: () => Promise.resolve(paths.map((path) => path.slice(folder.length))),
    read: (path, onProgress) => source.read(folder + path, onProgress),
    ...(sizeOf && { sizeOf: (path: string) => sizeOf.call(source, folder + path) }),
    ...(open && { open: (path: string) => open.call(source, folder + path) }),
    ...(openRanges && { openRanges: (path: string) => openRanges.call(source, folder + path) }),
  };
}
