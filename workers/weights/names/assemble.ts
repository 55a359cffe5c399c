import type { TensorView, WeightTable } from '../../protocol/tensorView';
import { unsupportedFile } from '../checkpointFaults';
import type { Found } from '../configurations/found';
import type { ParameterShapes } from '../configurations/parameterList';
import { shorten } from '../header/headerText';
import type { StoredTensor } from '../header/readHeader';
import { isFloatType } from '../header/storedTypes';
import type { Mapped } from './mapped';
import { tr } from '../../texts/texts';

/** Tensors that belong to others and say how these are scaled, by their full names. */
export type Siblings = (name: string) => StoredTensor | undefined;

/** The weights of one network, and which tensors of the file they lie in. */
export interface Assembled {
  readonly weights: WeightTable;
  readonly used: ReadonlySet<string>;
}

/** Where parameters were found, by name; of two tensors with one name the first counts. */
export class MappedTensors implements Found {
  private readonly byName = new Map<string, Mapped>();

  constructor(mapped: Iterable<Mapped>) {
    for (const one of mapped) if (!this.byName.has(one.name)) this.byName.set(one.name, one);
  }

  get(name: string): Mapped | undefined {
    return this.byName.get(name);
  }

  names(): Iterable<string> {
    return this.byName.keys();
  }

  /** The parameter's own shape: that of the range, or of the transpose. */
  shape(name: string): readonly number[] | undefined {
    const mapped = this.byName.get(name);
    if (!mapped) return undefined;
    const { shape } = mapped.tensor;
    if (mapped.transposed) return [...shape].reverse();
    return mapped.part ? [(shape[0] ?? 0) / mapped.part.of, ...shape.slice(1)] : shape;
  }
}

/**
 * Makes the table of a network's weights. Throws a Fault `checkpoint-unsupported` that names what is missing, of another shape, or
 * stored in a type that holds no weights.
 * @param what the network in words, such as “UNet”
 */
export function assemble(found: MappedTensors, expected: ParameterShapes, file: string, what: string, siblings: Siblings): Assembled {
  const missing = [...expected.keys()].filter((name) => !found.get(name));
  if (missing.length > 0) throw incomplete(file, what, missing, expected.size);
  const weights = new Map<string, TensorView>();
  const used = new Set<string>();
  for (const [name, shape] of expected) {
    const mapped = found.get(name);
    if (!mapped) continue;
    const held = found.shape(name) ?? [];
    if (!sameButOnes(held, shape)) throw otherShape(file, what, name, held, shape);
    used.add(mapped.tensor.name);
    weights.set(name, viewOf(mapped, shape, siblings, used));
  }
  return { weights, used };
}

function viewOf({ tensor, part, transposed }: Mapped, shape: readonly number[], siblings: Siblings, used: Set<string>): TensorView {
  const { file, dtype } = tensor;
  if (!isFloatType(dtype))
    throw unsupportedFile(file, tr`stores its weight “${shorten(tensor.name)}” as ${dtype}, which is not read here`, takeHalf);
  const sizeBytes = tensor.sizeBytes / (part?.of ?? 1);
  const scale = dtype.startsWith('F8') ? scaleOf(tensor, siblings) : undefined;
  if (scale) used.add(scale.name);
  return {
    file,
    dtype,
    shape,
    offset: tensor.offset + (part?.index ?? 0) * sizeBytes,
    sizeBytes,
    ...(transposed && { transposed }),
    ...(scale && { scale: viewOf({ name: scale.name, tensor: scale }, scale.shape, siblings, used) }),
  };
}

const takeHalf = tr`Take the same model in half precision (fp16).`;

/** Two spellings of the scale of 8-bit floats are met. */
function scaleOf({ name }: StoredTensor, siblings: Siblings): StoredTensor | undefined {
  if (!name.endsWith('.weight')) return undefined;
  return siblings(`${name.slice(0, -'weight'.length)}scale_weight`) ?? siblings(`${name}_scale`);
}

/** Whether two shapes differ in trailing sides of 1 at most, so that the bytes serve both. */
function sameButOnes(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0; i < Math.max(a.length, b.length); i++) if ((a[i] ?? 1) !== (b[i] ?? 1)) return false;
  return true;
}

function incomplete(file: string, what: string, missing: readonly string[], all: number): Error {
  const examples = missing.slice(0, 3).map(shorten).join(', ');
  const lacks = tr`has no complete ${what}: ${missing.length} of ${all} tensors are not there, among them ${examples}`;
  return unsupportedFile(file, lacks, tr`It is of a kind that the studio does not know, or was cut: take the model from its own page.`);
}

function otherShape(file: string, what: string, name: string, held: readonly number[], needed: readonly number[]): Error {
  const told = tr`does not fit together: in its ${what}, “${shorten(name)}” is (${held.join(', ')}) where (${needed.join(', ')}) belongs`;
  return unsupportedFile(file, told, tr`It is of a kind that the studio does not know: take another model of a known family.`);
}
