import type { MapModelKind } from './mapModels';
import { tr } from '../texts/texts';

/** The files of a map model that are used here. */
export type MapModelFiles =
  | { readonly kind: 'depth'; readonly graph: string; readonly configs: readonly string[] }
  | { readonly kind: 'pose'; readonly graph: string; readonly configs: readonly string[] }
  | { readonly kind: 'segment'; readonly encoder: string; readonly decoder: string; readonly configs: readonly string[] };

/** What the names of a package's files tell: which map model it is, or what it lacks to be one; null for something else. */
export type MapModelLook = { readonly kind: MapModelKind; readonly files: MapModelFiles | null; readonly missing: string | null } | null;

/** Single precision first: it runs everywhere; then what is smaller. */
const precisionOrder = ['', '_fp16', '_quantized', '_uint8', '_int8', '_q4', '_q4f16', '_bnb4'];

/** The graph of that name in the best precision there is, and the weights beside it. */
function best(paths: readonly string[], name: string): string | null {
  const suffix = precisionOrder.find((one) => paths.some((path) => fileName(path) === `${name}${one}.onnx`));
  return suffix === undefined ? null : (paths.find((path) => fileName(path) === `${name}${suffix}.onnx`) ?? null);
}

/** Types of pose models, as configurations have them; “pose” stands for one that was taken in as such. */
const poseTypes = /pose|hrnet/i;

/** Of networks that find whole people, which some pose models are published beside. */
const detectors = /yolo|rtmdet|(^|[/_-])det/i;

/** The graph that finds joints: exporters call it `model` or `end2end`; else the only one that is no detector. */
function poseGraph(paths: readonly string[]): string | null {
  const graphs = paths.filter((path) => path.endsWith('.onnx') && !detectors.test(path));
  return best(graphs, 'model') ?? best(graphs, 'end2end') ?? (graphs.length === 1 ? (graphs[0] ?? null) : null);
}

/**
 * Looks at the names of a package's files, with forward slashes. `modelType`: what its `config.json` says, where that was read, or
 * “pose” for one that is kept as a pose model; a single graph is a depth model only if that says so, or while it is not known.
 */
export function lookForMapModel(paths: readonly string[], modelType: string | null = null): MapModelLook {
  if (paths.includes('model_index.json') || paths.some((path) => /(^|[/_-])(unet|text_encoder|vae)/i.test(path))) return null;
  const configs = ['config.json', 'preprocessor_config.json'].filter((name) => paths.includes(name));
  const encoder = best(paths, 'vision_encoder');
  const decoder = best(paths, 'prompt_encoder_mask_decoder');
  if (encoder || decoder || /^(edge_?)?sam/i.test(modelType ?? '')) {
    const missing =
      encoder && decoder
        ? null
        : tr`It finds objects with two networks, and “${encoder ? 'prompt_encoder_mask_decoder.onnx' : 'vision_encoder.onnx'}” is not among its files.`;
    return { kind: 'segment', files: encoder && decoder ? { kind: 'segment', encoder, decoder, configs } : null, missing };
  }
  if (modelType !== null && poseTypes.test(modelType)) {
    const graph = poseGraph(paths);
    return {
      kind: 'pose',
      files: graph ? { kind: 'pose', graph, configs } : null,
      missing: graph ? null : tr`It finds joints, but “model.onnx” is not among its files.`,
    };
  }
  if (modelType !== null && !/depth|dpt|midas|zoe/i.test(modelType)) return null;
  const graph = best(paths, 'model');
  if (!graph && modelType === null) return null;
  if (!configs.includes('config.json')) return null;
  return {
    kind: 'depth',
    files: graph ? { kind: 'depth', graph, configs } : null,
    missing: graph ? null : tr`It estimates depth, but “model.onnx” is not among its files.`,
  };
}

/** Of all paths those that are to be fetched or imported, weights beside the graphs included. */
export function neededOfMapModel(paths: readonly string[], files: MapModelFiles): readonly string[] {
  const graphs = files.kind === 'segment' ? [files.encoder, files.decoder] : [files.graph];
  return paths.filter(
    (path) =>
      files.configs.includes(path) ||
      graphs.some((graph) => path === graph || path.startsWith(`${graph}_data`) || path === `${graph}.data`),
  );
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
