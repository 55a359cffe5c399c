import type { PartName } from '../modelPackage';
import { isPrecision, namedPrecision, partOfGraph } from './fileNames';
import { clutter } from './clutter';

/** One of the models that lie in a source, side by side or alone. */
export interface ModelPlace {
  /** How it is told from the others: its folder without the slash at its end, or its file; “.” for what lies at the top. */
  readonly name: string;
  /** What is taken off its paths, with a slash at its end, where all of it lies below; else empty. */
  readonly folder: string;
  readonly paths: readonly string[];
}

/**
 * The models in a listing. Parts of several are never mixed: where there is more than one, somebody has to say which is meant. Folders
 * called after a precision are forms of one model. A model that has a UNet alone shares the parts that belong to none.
 */
export function modelPlaces(listing: readonly string[]): readonly ModelPlace[] {
  const paths = listing.filter((path) => !clutter.test(path));
  return paths.some((path) => /\.onnx$/i.test(path)) ? graphPlaces(paths) : weightPlaces(paths);
}

/** The folder around a network's own, without those for graphs or a precision; with a slash at its end, or empty. */
function treeOf(graph: string, part: PartName): string {
  const segments = graph.split('/').slice(0, -1);
  const isGuide = part.startsWith('controlnet/');
  const naming = (segment: string): boolean => {
    const own = partOfGraph(`${segment}/model.onnx`);
    return own !== null && own.startsWith('controlnet/') === isGuide;
  };
  const at = isGuide ? segments.findIndex(naming) : segments.findLastIndex(naming);
  return plainFolder(at < 0 ? segments : segments.slice(0, at));
}

function plainFolder(segments: readonly string[]): string {
  const kept = [...segments];
  while (kept.length > 0 && (isPrecision(kept.at(-1) ?? '') || kept.at(-1)?.toLowerCase() === 'onnx')) kept.pop();
  return kept.map((segment) => `${segment}/`).join('');
}

function graphPlaces(paths: readonly string[]): readonly ModelPlace[] {
  const trees = new Map<string, Set<PartName>>();
  const partOf = new Map<string, { readonly tree: string; readonly part: PartName }>();
  for (const path of paths.filter((one) => /\.onnx$/i.test(one))) {
    const part = partOfGraph(path);
    if (!part) continue;
    const tree = treeOf(path, part);
    partOf.set(path, { tree, part });
    trees.set(tree, (trees.get(tree) ?? new Set()).add(part));
  }
  const models = new Set([...trees].filter(([, parts]) => parts.has('unet')).map(([tree]) => tree));
  const indexed = indexFolders(paths);
  if (indexed.length > 1) indexed.forEach((folder) => models.add(folder));
  if (models.size < 2) return apart({ name: '.', folder: '', paths });
  const ownerOf = (path: string): string | null =>
    [...models].filter((folder) => path.startsWith(folder)).toSorted((a, b) => b.length - a.length)[0] ?? null;
  return [...models].sort().flatMap((folder): readonly ModelPlace[] => {
    const name = nameOf(folder);
    const own = paths.filter((path) => ownerOf(path) === folder);
    const parts = trees.get(folder) ?? new Set();
    if (!parts.has('unet') || isWhole(parts)) return apart({ name, folder, paths: own });
    const shared = paths.filter((path) => {
      const owner = ownerOf(path);
      const graph = partOf.get(path);
      return owner === folder || ((owner === null || folder.startsWith(owner)) && !(graph && parts.has(graph.part)));
    });
    return apart({ name, folder: '', paths: shared });
  });
}

/** UNets in folders of their own side by side, in no other precision, are as many models: `unet/` and `unet_other/`. */
function apart(place: ModelPlace): readonly ModelPlace[] {
  const folders = new Map<string, Set<string>>();
  for (const path of place.paths) {
    if (!/\.onnx$/i.test(path) || partOfGraph(path) !== 'unet') continue;
    const precision = namedPrecision(path) ?? 'fp32';
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    folders.set(precision, (folders.get(precision) ?? new Set()).add(folder));
  }
  const several = [...folders.values()].find(({ size }) => size > 1);
  if (!several) return [place];
  return [...several].sort().map((folder) => ({
    name: nameOf(folder),
    folder: place.folder,
    paths: place.paths.filter((path) => ![...several].some((other) => other !== folder && other.length > 0 && path.startsWith(other))),
  }));
}

/** Whether a folder has all kinds of parts, so that nothing beside it is needed. */
function isWhole(parts: ReadonlySet<PartName>): boolean {
  return parts.has('vae_decoder') && (parts.has('text_encoder') || parts.has('text_encoder_2'));
}

/** The folders of the shallowest `model_index.json`s. */
function indexFolders(paths: readonly string[]): readonly string[] {
  const indices = paths.filter((path) => path.split('/').at(-1) === 'model_index.json');
  const depth = Math.min(...indices.map((path) => path.split('/').length));
  const folders = indices.filter((path) => path.split('/').length === depth).map((path) => plainFolder(path.split('/').slice(0, -1)));
  return [...new Set(folders)];
}

const nameOf = (folder: string): string => (folder === '' ? '.' : folder.slice(0, -1));

/** Files of safetensors: folders in diffusers’ layout, and single files beside them. */
function weightPlaces(paths: readonly string[]): readonly ModelPlace[] {
  const top: ModelPlace = { name: '.', folder: '', paths };
  const weights = paths.filter((path) => path.endsWith('.safetensors'));
  const folders = [
    ...weights.flatMap((path) => /^(.*\/|)unet\/[^/]+$/.exec(path)?.[1] ?? []),
    ...paths.flatMap((path) => /^(.*\/|)model_index\.json$/.exec(path)?.[1] ?? []),
  ].filter((folder, i, all) => all.indexOf(folder) === i);
  const isTop = folders.includes('') || paths.some((path) => path === 'config.json' || /^(?:vae|text_encoder|text_encoder_2)\//.test(path));
  const singles = weights.filter((path) => !folders.some((folder) => path.startsWith(folder)) && !isPiece(path));
  if (isTop || folders.length + singles.length === 0) return [top];
  return [
    ...folders.sort().map((folder) => ({ name: nameOf(folder), folder, paths: paths.filter((path) => path.startsWith(folder)) })),
    ...singles.map((path) => ({ name: path, folder: path.slice(0, path.lastIndexOf('/') + 1), paths: [path] })),
  ];
}

/** One of several files that only together are a model, or one for going on with training. */
const isPiece = (path: string): boolean => /-\d{5}-of-\d{5}|non_ema/.test(path);
