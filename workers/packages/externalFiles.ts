import type { GraphHeader } from './onnx/graphHeader';

/** A file of weights that a graph points to. */
export interface ExternalFile {
  /** As the graph calls it: the runtime is told this name. */
  readonly location: string;
  /** Where it is in the package. */
  readonly path: string;
  /** The graph reads up to here, as far as it says. */
  readonly endBytes: number;
  /** True where the package spells the name otherwise than the graph, in the case of its letters. */
  readonly isRespelt: boolean;
}

/** Why a file that a graph points to cannot be handed to it. */
export interface ExternalProblem {
  readonly location: string;
  readonly kind: 'outside' | 'missing';
  /** Files of the package that could be meant. */
  readonly instead: readonly string[];
}

/**
 * The files of weights that a graph points to, as its header names them, from its own folder on.
 * @param listing null where the source cannot list itself: names are then taken as they are.
 */
export function externalFiles(
  header: GraphHeader,
  graph: string,
  listing: readonly string[] | null,
): { readonly files: readonly ExternalFile[]; readonly problems: readonly ExternalProblem[] } {
  const ends = new Map<string, number>();
  for (const { external } of header.weights)
    if (external) ends.set(external.location, Math.max(ends.get(external.location) ?? 0, external.endBytes ?? 0));
  const folder = graph.slice(0, graph.lastIndexOf('/') + 1);
  const files: ExternalFile[] = [];
  const problems: ExternalProblem[] = [];
  for (const [location, endBytes] of ends) {
    const inside = insidePath(location);
    if (inside === null) {
      problems.push({ location, kind: 'outside', instead: [] });
      continue;
    }
    const path = folder + inside;
    const found = listing === null || listing.includes(path) ? path : onlyOne(listing, (one) => one.toLowerCase() === path.toLowerCase());
    if (found !== null) files.push({ location, path: found, endBytes, isRespelt: found !== path });
    else problems.push({ location, kind: 'missing', instead: candidates(listing ?? [], folder, inside) });
  }
  return { files, problems };
}

/** The path below the graph's folder, or null for one that leads out of it. */
function insidePath(location: string): string | null {
  const path = location.replace(/^(?:\.\/)+/, '');
  const isPlain =
    path !== '' &&
    !path.startsWith('/') &&
    !/[\\:\0]/.test(path) &&
    path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');
  return isPlain ? path : null;
}

function onlyOne(listing: readonly string[], test: (path: string) => boolean): string | null {
  const found = listing.filter(test);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Files of that name elsewhere, or other weights in the graph's folder. */
function candidates(listing: readonly string[], folder: string, inside: string): readonly string[] {
  const name = inside.split('/').at(-1)?.toLowerCase();
  const named = listing.filter((path) => path.split('/').at(-1)?.toLowerCase() === name);
  return named.length > 0
    ? named
    : listing.filter((path) => path.startsWith(folder) && /data|\.pb$|\.bin$/.test(path.slice(folder.length)));
}
