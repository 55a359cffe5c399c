import { chooseGraphs, type DeviceNeeds, type GraphWishes } from './chooseGraphs';
import { isPrecision } from './fileNames';
import { recogniseLayout } from './recogniseLayout';

const configs =
  /(?:^|\/)(?:model_index|files|config|scheduler_config|tokenizer|tokenizer_config|special_tokens_map|vocab|added_tokens)\.json$/i;
const texts = /(?:^|\/)(?:merges\.txt|(?:licen[cs]e|readme)(?:\.\w+)?)$/i;
const besides = /(?:^|\/)(?:safety_checker|feature_extractor|image_encoder)\//;

/**
 * The paths of a listing that a package needs on a device: one file of each network with the weights beside it,
 * configurations, tokenisers, licence and readme. Of a graph whose head was read, exactly the weights that it names are taken;
 * of others names tell, and where they leave it open, all of the folder's are taken.
 * @param exact by graph: itself and the files that it names.
 * Throws as `recogniseLayout` does.
 */
export function selectFiles(
  listing: readonly string[],
  device: DeviceNeeds,
  wishes: GraphWishes = {},
  exact: ReadonlyMap<string, readonly string[]> = new Map(),
): readonly string[] {
  const layout = recogniseLayout(listing);
  const chosen = [...chooseGraphs(layout, device, wishes).values()].map(({ graph }) => graph);
  const graphs = new Set([...layout.parts.values()].flat().map(({ graph }) => graph));
  return listing.filter((path) => {
    if (!path.startsWith(layout.root) || besides.test(path) || isOtherForm(path, chosen)) return false;
    return (
      chosen.includes(path) ||
      configs.test(path) ||
      texts.test(path) ||
      chosen.some((graph) => exact.get(graph)?.includes(path) ?? isBeside(path, graph, graphs, listing))
    );
  });
}

/** Whether a file lies in the folder of a precision (`fp32/unet/config.json`) of which no graph was chosen. */
function isOtherForm(path: string, chosen: readonly string[]): boolean {
  const segments = path.split('/').slice(0, -1);
  const at = segments.findIndex(isPrecision);
  return at >= 0 && !chosen.some((graph) => graph.startsWith(`${segments.slice(0, at + 1).join('/')}/`));
}

/** Files of weights by the habits of exporters: `weights.pb`, `model.onnx_data`, `model.onnx_data_1`, `model.onnx.data`, `model.data`. */
const weightsName = /\.onnx[._]data(?:[._]?\d+)?$|\.pb$|\.data$|\.bin$|\.weights$/i;

function isBeside(path: string, graph: string, graphs: ReadonlySet<string>, listing: readonly string[]): boolean {
  const folder = graph.slice(0, graph.lastIndexOf('/') + 1);
  if (!path.startsWith(folder) || path.slice(folder.length).includes('/') || !weightsName.test(path)) return false;
  const stem = graph.slice(0, -'.onnx'.length);
  if (path.startsWith(`${graph}.`) || path.startsWith(`${graph}_`) || path.startsWith(`${stem}.`)) return true;
  // Named after another graph, or after none: then it may be anybody's.
  const isOthers = [...graphs].some(
    (other) =>
      other !== graph &&
      (path.startsWith(`${other}.`) || path.startsWith(`${other}_`) || path.startsWith(`${other.slice(0, -'.onnx'.length)}.`)),
  );
  return !isOthers && !listing.some((other) => other !== path && (other.startsWith(`${graph}.`) || other.startsWith(`${graph}_`)));
}
