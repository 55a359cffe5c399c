import type { PartName } from '../modelPackage';
import { unsupportedPackage } from '../packageFaults';
import { clutter } from './clutter';
import { isPrecision, namedPrecision, partOfGraph, type NamedPrecision } from './fileNames';
import { modelPlaces } from './modelPlaces';
import { tr } from '../../texts/texts';

/** One of the files that a network comes in. */
export interface GraphChoice {
  readonly graph: string;
  readonly named: NamedPrecision | null;
}

export type LayoutKind = 'diffusers' | 'flat' | 'named';

/** Where in a listing a package's networks are. Paths are those of the listing. */
export interface Layout {
  readonly kind: LayoutKind;
  /** The folder around everything, with a slash at its end; empty where there is none. */
  readonly root: string;
  /** The files of each network; one, where the exporter did not write several precisions. */
  readonly parts: ReadonlyMap<PartName, readonly GraphChoice[]>;
}

/**
 * Finds the networks of a package from its paths alone: a diffusers tree, a flat `onnx/` folder with a suffix for each
 * precision, or named files; in one folder around everything, as archives have it, too.
 * Throws a Fault `package-unsupported` where there is no ONNX file, or several packages.
 */
export function recogniseLayout(listing: readonly string[]): Layout {
  const paths = listing.filter((path) => !clutter.test(path));
  requireOneModel(paths);
  const root = rootOf(paths);
  const graphs = paths.filter((path) => path.startsWith(root) && path.toLowerCase().endsWith('.onnx'));
  if (graphs.length === 0)
    throw unsupportedPackage(
      noGraphs(paths),
      tr`Choose the folder or the repository that holds the .onnx files, or export the model to ONNX.`,
    );
  const parts = new Map<PartName, GraphChoice[]>();
  for (const graph of graphs) {
    const part = partOfGraph(graph.slice(root.length));
    if (part) parts.set(part, [...(parts.get(part) ?? []), { graph, named: namedPrecision(graph.slice(root.length)) }]);
  }
  const hasTransformer = graphs.some((graph) => transformer.test(graph));
  if (parts.size === 0 || (!parts.has('unet') && hasTransformer))
    throw unsupportedPackage(
      noParts(
        graphs.map((graph) => graph.slice(root.length)),
        hasTransformer,
      ),
      tr`Sfumato runs Stable Diffusion 1, 2 and XL, and models built like them: with a UNet, text encoders and an autoencoder.`,
    );
  return { kind: kindOf([...parts.values()].flat().map(({ graph }) => graph.slice(root.length))), root, parts };
}

/** What Stable Diffusion 3, Flux and their kin have in place of a UNet, wherever it lies. */
const transformer = /(?:^|\/)(?:transformer|mmdit|flux)[^/]*(?:\/|\.onnx$)/i;

/** Throws where there are several models, of which nobody has said which is meant: their parts would be mixed. */
function requireOneModel(listing: readonly string[]): void {
  const places = modelPlaces(listing);
  if (places.length > 1)
    throw unsupportedPackage(
      tr`There are several models in it: ${places.map(({ name }) => `“${name}”`).join(', ')}.`,
      tr`Choose the folder of one of them.`,
    );
}

function rootOf(paths: readonly string[]): string {
  const indices = paths.filter((path) => path.split('/').at(-1) === 'model_index.json');
  const depth = Math.min(...indices.map((path) => path.split('/').length));
  const index = indices.find((path) => path.split('/').length === depth);
  if (index !== undefined) {
    const folders = index.split('/').slice(0, -1);
    while (isPrecision(folders.at(-1) ?? '')) folders.pop();
    return folders.map((folder) => `${folder}/`).join('');
  }
  const graphs = paths.filter((path) => path.toLowerCase().endsWith('.onnx'));
  let root = '';
  for (;;) {
    const next = graphs[0]?.slice(root.length).split('/')[0] ?? '';
    const folder = `${root}${next}/`;
    // A folder that names a part, or the one for graphs, is no wrapping.
    if (
      next === '' ||
      next.toLowerCase() === 'onnx' ||
      partOfGraph(`${next}/model.onnx`) !== null ||
      !graphs.every((path) => path.startsWith(folder))
    )
      return root;
    root = folder;
  }
}

function kindOf(graphs: readonly string[]): LayoutKind {
  if (graphs.length > 0 && graphs.every((path) => /^onnx\/[^/]+$/.test(path))) return 'flat';
  if (graphs.every((path) => path.includes('/') && /\/model[^/]*\.onnx$/.test(path) && namedWords(path) === 0)) return 'diffusers';
  return graphs.every((path) => !path.includes('/') && partOfGraph(path) !== null && /^[a-z0-9_]+\.onnx$/.test(path)) ? 'flat' : 'named';
}

/** Words in a tree's file name beside `model` and the precision, as WebNN's `model_layernorm.onnx` has. */
function namedWords(path: string): number {
  const own = (path.split('/').at(-1) ?? '').replace(/\.onnx$/, '');
  return own === 'model' || namedPrecision(own) !== null ? 0 : 1;
}

function noParts(graphs: readonly string[], hasTransformer: boolean): string {
  if (hasTransformer) return tr`It is a diffusion transformer (Stable Diffusion 3, Flux and their kin), which Sfumato cannot run.`;
  return tr`None of its ONNX files is a part of a diffusion model by its name: ${graphs.slice(0, 5).join(', ')}.`;
}

function noGraphs(paths: readonly string[]): string {
  if (paths.some((path) => /\.(?:safetensors|ckpt|bin|pth|pt)$/.test(path)))
    return tr`There are PyTorch weights in it, but no ONNX file; a browser runs ONNX.`;
  if (paths.some((path) => path.endsWith('.gguf'))) return tr`It is a GGUF model; Sfumato runs ONNX.`;
  return tr`There is no ONNX file in it.`;
}
