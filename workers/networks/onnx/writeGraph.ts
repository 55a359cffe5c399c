import type { Attribute, ElementType, GraphModel, GraphNode, GraphValue, Initialiser } from '../graph/graphModel';
import { layOutSideFile } from './sideFile';
import type { PlacedJob } from './sideFile';
import { WireWriter } from './wireWriter';

/** A written graph and what has to lie beside it. */
export interface WrittenGraph {
  /** The `.onnx` file. */
  readonly graph: Uint8Array;
  /** Files whose bytes the graph uses as they lie, by the path that the graph names them with. */
  readonly files: readonly string[];
  /** What has to be written anew, by side file; none where every tensor serves as it lies. */
  readonly sideFiles: ReadonlyMap<string, readonly PlacedJob[]>;
}

const elementTypes: Readonly<Record<ElementType, number>> = { float32: 1, uint8: 2, int8: 3, int64: 7, bool: 9, float16: 10 };
const opset = 17;
const irVersion = 8;

/**
 * Writes a graph as ONNX, every weight as a range of a file.
 * @param sideFileOf the side file for what is made from a file: bases and LoRAs have their own, so that one serves any combination.
 * @param plain the initialisers of the graph without its LoRAs, for which side files may be written already.
 */
export function writeGraph(model: GraphModel, sideFileOf: (file: string) => string, plain: GraphModel['initialisers'] = []): WrittenGraph {
  const { sideFiles, placeOf } = layOutSideFile(model.initialisers, sideFileOf, plain);
  const files = new Set<string>();
  const out = new WireWriter();
  out.integer(1, irVersion);
  out.text(2, 'Sfumato');
  out.message(7, () => {
    for (const node of model.nodes) out.message(1, () => writeNode(out, node));
    out.text(2, model.name);
    for (const initialiser of model.initialisers) {
      const { data } = initialiser;
      if (data.kind === 'file') files.add(data.file);
      out.message(5, () => writeInitialiser(out, initialiser, placeOf(initialiser)));
    }
    for (const value of model.inputs) out.message(11, () => writeValue(out, value));
    for (const value of model.outputs) out.message(12, () => writeValue(out, value));
  });
  for (const [domain, version] of [['', opset] as const, ['com.microsoft', 1] as const])
    out.message(8, () => {
      if (domain) out.text(1, domain);
      out.integer(2, version);
    });
  return { graph: out.finish(), files: [...files], sideFiles };
}

function writeNode(out: WireWriter, { op, domain, inputs, outputs, attributes }: GraphNode): void {
  for (const name of inputs) out.text(1, name);
  for (const name of outputs) out.text(2, name);
  out.text(3, outputs[0] ?? op);
  out.text(4, op);
  for (const [name, attribute] of Object.entries(attributes)) out.message(5, () => writeAttribute(out, name, attribute));
  if (domain) out.text(7, domain);
}

function writeAttribute(out: WireWriter, name: string, attribute: Attribute): void {
  out.text(1, name);
  if ('float' in attribute) out.float(2, attribute.float);
  if ('int' in attribute) out.integer(3, attribute.int);
  if ('text' in attribute) out.text(4, attribute.text);
  if ('ints' in attribute) out.packed(8, attribute.ints);
  out.integer(20, 'float' in attribute ? 1 : 'int' in attribute ? 2 : 'text' in attribute ? 3 : 7);
}

/** @param place where the bytes lie, or null where they stand in the graph itself. */
function writeInitialiser(
  out: WireWriter,
  { name, type, dims, data }: Initialiser,
  place: { readonly file: string; readonly offset: number; readonly sizeBytes: number } | null,
): void {
  if (dims.length > 0) out.packed(1, dims);
  out.integer(2, elementTypes[type]);
  out.text(8, name);
  if (data.kind === 'inline') out.bytes(9, data.bytes);
  if (!place) return;
  for (const [key, value] of [['location', place.file] as const, ['offset', place.offset] as const, ['length', place.sizeBytes] as const])
    out.message(13, () => {
      out.text(1, key);
      out.text(2, String(value));
    });
  out.integer(14, 1);
}

function writeValue(out: WireWriter, { name, type, shape }: GraphValue): void {
  out.text(1, name);
  out.message(2, () =>
    out.message(1, () => {
      out.integer(1, elementTypes[type]);
      out.message(2, () => {
        for (const side of shape) out.message(1, () => (typeof side === 'number' ? out.integer(1, side) : out.text(2, side)));
      });
    }),
  );
}
