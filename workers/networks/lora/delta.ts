import type { LoraModule } from '../../protocol/loraModules';
import type { TensorView } from '../../protocol/tensorView';
import type { Value } from '../graph/graphModel';
import { bindTensor } from '../graph/parameters';
import { elementsOf } from './changeMaths';
import type { ChangeMaths } from './changeMaths';

type Kind<K extends LoraModule['kind']> = Extract<LoraModule, { kind: K }>;

/** factor · ΔW of a module in the shape of its weight, [rows, columns …]; input channels that it lacks are filled up with zeros. */
export function delta(maths: ChangeMaths, module: LoraModule, factor: Value, dims: readonly number[]): Value {
  const value = deltaOf(maths, module, factor, dims[0] ?? 1);
  const missing = (dims[1] ?? 1) - ownColumns(module, dims[0] ?? 1) / elementsOf(dims.slice(2));
  if (dims.length < 2 || missing <= 0) return maths.shaped(value, dims);
  const own = dims.map((side, axis) => (axis === 1 ? side - missing : side));
  // A LoRA of 4 channels on a UNet of 9 (inpainting) changes the first 4.
  const pads = [...dims.map(() => 0), ...dims.map((_, axis) => (axis === 1 ? missing : 0))];
  return maths.graph.node('Pad', [maths.shaped(value, own), maths.graph.integers(pads)]);
}

function deltaOf(maths: ChangeMaths, module: LoraModule, factor: Value, rows: number): Value {
  switch (module.kind) {
    case 'difference':
      return maths.times(bindTensor(maths.graph, module.delta, 'float32'), factor);
    case 'lora':
      return lowRank(maths, module, factor, rows);
    case 'loha':
      return hadamard(maths, module, factor);
    case 'lokr':
      return kronecker(maths, module, factor, rows);
  }
}

function lowRank(maths: ChangeMaths, { up, down, mid }: Kind<'lora'>, factor: Value, rows: number): Value {
  return mid ? maths.tucker(mid, maths.rows(up, rows), down, factor) : maths.product(up, down, factor);
}

/** (w1a · w1b) ⊙ (w2a · w2b), each with a core where there is one; a is then stored the other way round. */
function hadamard(maths: ChangeMaths, { w1a, w1b, w2a, w2b, t1, t2 }: Kind<'loha'>, factor: Value): Value {
  const part = (a: TensorView, b: TensorView, core: TensorView | undefined, scale: Value | null) =>
    core ? maths.tucker(core, maths.turned(a, core.shape[0] ?? 1), b, scale) : maths.product(a, b, scale);
  return maths.times(part(w1a, w1b, t1, factor), part(w2a, w2b, t2, null));
}

/** kron(w1, w2): every number of the small matrix times the whole of the large one. Each is whole or a product. */
function kronecker(maths: ChangeMaths, { w1, w2, t2 }: Kind<'lokr'>, factor: Value, rows: number): Value {
  const smallRows = isPair(w1) ? rowsOf(w1) : (w1.shape[0] ?? 1);
  const largeRows = rows / smallRows;
  const small = isPair(w1) ? maths.product(w1[0], w1[1], factor) : maths.times(maths.rows(w1, smallRows), factor);
  const large = !isPair(w2)
    ? maths.rows(w2, largeRows)
    : t2
      ? maths.tucker(t2, maths.turned(w2[0], t2.shape[0] ?? 1), w2[1], null)
      : maths.product(w2[0], w2[1], null);
  return maths.times(maths.shaped(small, [smallRows, 1, -1, 1]), maths.shaped(large, [1, largeRows, 1, -1]));
}

/** How many columns a module's change has, its window included. */
function ownColumns(module: LoraModule, rows: number): number {
  switch (module.kind) {
    case 'difference':
      return elementsOf(module.delta.shape) / rows;
    case 'lora':
      return columnsOf(module.down, module.mid);
    case 'loha':
      return columnsOf(module.w1b, module.t1);
    case 'lokr': {
      const { w1, w2, t2 } = module;
      const small = isPair(w1) ? columnsOf(w1[1]) : columnsOf(w1);
      return small * (isPair(w2) ? columnsOf(w2[1], t2) : columnsOf(w2));
    }
  }
}

/** Columns of a matrix, times the window of the core that it is joined with. */
function columnsOf({ shape }: TensorView, core?: TensorView): number {
  return elementsOf(shape.slice(1)) * elementsOf(core?.shape.slice(2) ?? []);
}

function rowsOf([a, b]: readonly [TensorView, TensorView]): number {
  return elementsOf(a.shape) / (b.shape[0] ?? 1);
}

function isPair(w: TensorView | readonly [TensorView, TensorView]): w is readonly [TensorView, TensorView] {
  return Array.isArray(w);
}
