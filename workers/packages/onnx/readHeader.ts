import type { RangeReader } from '../fileSource';
import { elementType } from './elementTypes';
import { damagedGraph } from './graphFaults';
import type { GraphHeader, HeaderNode, HeaderValue, HeaderWeight } from './graphHeader';
import { WireReader, type WireField } from './wireReader';
import { tr } from '../../texts/texts';

/** Branches within loops within branches: nobody needs many. */
const maximumDepth = 16;

interface Found {
  readonly inputs: HeaderValue[];
  readonly outputs: HeaderValue[];
  readonly nodes: HeaderNode[];
  readonly weights: HeaderWeight[];
  readonly valueTypes: Map<string, string>;
}

/**
 * Walks over an `.onnx` file (a ModelProto) and notes its structure. Weights are leapt over: of a file of gigabytes a few
 * hundred small pieces are read.
 *
 * Throws nothing but Faults: `package-invalid` where the file is no ONNX model or was cut short, and those of the reader.
 */
export async function readHeader(file: RangeReader, path: string): Promise<GraphHeader> {
  const start = new TextDecoder().decode(await file.read(0, Math.min(40, file.sizeBytes)));
  if (start.startsWith('version https://git-lfs'))
    throw damagedGraph(path, tr`it is the pointer that Git puts in place of a large file; fetch the files themselves with “git lfs pull”`);
  const wire = new WireReader(file, path);
  const found: Found = { inputs: [], outputs: [], nodes: [], weights: [], valueTypes: new Map() };
  const opsets = new Map<string, number>();
  let producer = '';
  let irVersion = 0;
  let graphs = 0;
  await wire.fields(wire.sizeBytes, async (field) => {
    if (field.number === 1) irVersion = field.value ?? 0;
    else if (field.number === 2) producer = await wire.text(field);
    else if (field.number === 8) await readOpset(wire, field, opsets);
    else if (field.number === 7 && field.isStretch) {
      graphs += 1;
      await readGraph(wire, field, found, 0);
    } else if (field.number === 25 && field.isStretch) await readFunction(wire, field, found);
  });
  if (graphs === 0) throw damagedGraph(path, tr`there is no network in it`);
  const weightNames = new Set(found.weights.map((weight) => weight.name));
  return {
    sizeBytes: file.sizeBytes,
    producer,
    irVersion,
    opsets,
    ...found,
    inputs: found.inputs.filter((input) => !weightNames.has(input.name)),
  };
}

async function readOpset(wire: WireReader, field: WireField, opsets: Map<string, number>): Promise<void> {
  let [domain, version] = ['', 0];
  await wire.fields(field.end, async (part) => {
    if (part.number === 1) domain = await wire.text(part);
    else if (part.number === 2) version = part.value ?? 0;
  });
  opsets.set(domain === 'ai.onnx' ? '' : domain, version);
}

async function readFunction(wire: WireReader, field: WireField, found: Found): Promise<void> {
  await wire.fields(field.end, (part) => (part.number === 7 ? readNode(wire, part, found, 1) : undefined));
}

async function readGraph(wire: WireReader, field: WireField, found: Found, depth: number): Promise<void> {
  if (depth > maximumDepth) throw damagedGraph(wire.path, tr`its graphs are nested without end`);
  await wire.fields(field.end, async (part) => {
    if (!part.isStretch) return;
    if (part.number === 1) await readNode(wire, part, found, depth);
    else if (part.number === 5) found.weights.push(await readTensor(wire, part));
    else if (part.number === 11 || part.number === 12 || part.number === 13) {
      const value = await readValue(wire, part);
      if (part.number === 13 || depth > 0) found.valueTypes.set(value.name, value.type);
      else (part.number === 11 ? found.inputs : found.outputs).push(value);
    }
  });
}

async function readNode(wire: WireReader, field: WireField, found: Found, depth: number): Promise<void> {
  const inputs: string[] = [];
  const outputs: string[] = [];
  let [op, domain] = ['', ''];
  let castTo: string | null = null;
  const held: HeaderWeight[] = [];
  await wire.fields(field.end, async (part) => {
    if (part.number === 1) inputs.push(await wire.text(part));
    else if (part.number === 2) outputs.push(await wire.text(part));
    else if (part.number === 4) op = await wire.text(part);
    else if (part.number === 7) domain = await wire.text(part);
    else if (part.number === 5 && part.isStretch) {
      const to = await readAttribute(wire, part, held, found, depth);
      if (to !== null) castTo = elementType(to);
    }
  });
  if (op === '') throw damagedGraph(wire.path, tr`one of its operators has no name`);
  // A Constant's numbers are called as its output is.
  found.weights.push(...held.map((weight) => ({ ...weight, name: outputs[0] ?? weight.name })));
  found.nodes.push({ op, domain: domain === 'ai.onnx' ? '' : domain, inputs, outputs, castTo: op === 'Cast' ? castTo : null });
}

/** @returns the number of the attribute `to`, or null for any other attribute. */
async function readAttribute(
  wire: WireReader,
  field: WireField,
  held: HeaderWeight[],
  found: Found,
  depth: number,
): Promise<number | null> {
  let name = '';
  let value: number | null = null;
  await wire.fields(field.end, async (part) => {
    if (part.number === 1) name = await wire.text(part);
    else if (part.number === 3) value = part.value;
    else if ((part.number === 5 || part.number === 10) && part.isStretch) held.push(await readTensor(wire, part));
    else if ((part.number === 6 || part.number === 11) && part.isStretch) await readGraph(wire, part, found, depth + 1);
  });
  return name === 'to' ? value : null;
}

async function readTensor(wire: WireReader, field: WireField): Promise<HeaderWeight> {
  const dims: number[] = [];
  const entries = new Map<string, string>();
  let [name, type, isExternal] = ['', '', false];
  await wire.fields(field.end, async (part) => {
    if (part.number === 1) dims.push(...(await wire.numbers(part)));
    else if (part.number === 2) type = elementType(part.value ?? 0);
    else if (part.number === 8) name = await wire.text(part);
    else if (part.number === 13 && part.isStretch) {
      let [key, value] = ['', ''];
      await wire.fields(part.end, async (entry) => {
        if (entry.number === 1) key = await wire.text(entry);
        else if (entry.number === 2) value = await wire.text(entry);
      });
      entries.set(key, value);
    } else if (part.number === 14) isExternal = part.value === 1;
  });
  const location = entries.get('location');
  const length = entries.get('length');
  const endBytes = length === undefined ? null : Number(entries.get('offset') ?? 0) + Number(length);
  return {
    name,
    type,
    dims,
    external: isExternal ? { location: location ?? '', endBytes: Number.isFinite(endBytes) ? endBytes : null } : null,
  };
}

async function readValue(wire: WireReader, field: WireField): Promise<HeaderValue> {
  let [name, type] = ['', ''];
  let shape: (number | string)[] | null = null;
  await wire.fields(field.end, async (part) => {
    if (part.number === 1) name = await wire.text(part);
    else if (part.number === 2 && part.isStretch) {
      await wire.fields(part.end, async (kind) => {
        if (kind.number !== 1 || !kind.isStretch) return;
        await wire.fields(kind.end, async (tensor) => {
          if (tensor.number === 1) type = elementType(tensor.value ?? 0);
          else if (tensor.number === 2 && tensor.isStretch) shape = await readShape(wire, tensor);
        });
      });
    }
  });
  return { name, type, shape };
}

async function readShape(wire: WireReader, field: WireField): Promise<(number | string)[]> {
  const shape: (number | string)[] = [];
  await wire.fields(field.end, async (dimension) => {
    let side: number | string = '';
    if (dimension.isStretch) {
      await wire.fields(dimension.end, async (part) => {
        if (part.number === 1 && (part.value ?? -1) >= 0) side = part.value ?? '';
        else if (part.number === 2) side = await wire.text(part);
      });
    }
    shape.push(side);
  });
  return shape;
}
