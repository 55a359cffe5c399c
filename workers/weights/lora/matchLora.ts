import type { StoredTensor } from '../header/readHeader';
import { isBundled } from './bundledEmbeddings';
import { isOfPeft, slotOf } from './slots';
import type { Method, Slot } from './slots';
import type { LoraTargets, Target } from './targets';

/** One module's tensors in a LoRA's file. */
export interface RawModule {
  readonly target: Target;
  readonly method: Method;
  readonly slots: ReadonlyMap<Slot, StoredTensor>;
}

export interface LoraMatch {
  readonly modules: readonly RawModule[];
  /** Keys that name no module of the model, or whose ending is not known. */
  readonly unmatched: readonly string[];
  /** Modules of the model whose sizes are others; by their keys. */
  readonly misfits: readonly string[];
}

/** Finds the module of the model for each key of a LoRA. */
export function matchLora(tensors: ReadonlyMap<string, StoredTensor>, targets: LoraTargets): LoraMatch {
  const found = new Map<string, { target: Target; method: Method; slots: Map<Slot, StoredTensor>; keys: string[] }>();
  const unmatched: string[] = [];
  for (const [key, tensor] of tensors) {
    if (isBundled(key)) continue;
    const slot = slotOf(key);
    const target = slot && targets.find(slot.module);
    if (!slot || !target) {
      unmatched.push(key);
      continue;
    }
    const name = `${slot.module} ${slot.method === 'difference' ? 'difference' : ''}`;
    const held = found.get(name);
    if (held) {
      if (held.slots.has(slot.slot)) unmatched.push(key);
      else {
        held.slots.set(slot.slot, tensor);
        held.keys.push(key);
        if (held.method === 'any') held.method = slot.method;
      }
    } else found.set(name, { target, method: slot.method, slots: new Map([[slot.slot, tensor]]), keys: [key] });
  }
  const modules: RawModule[] = [];
  const misfits: string[] = [];
  const diffusers = new Set([...found.values()].filter(({ target }) => !target.ldm).map(({ target }) => target.module));
  for (const module of found.values()) {
    if (!isWhole(module)) unmatched.push(...module.keys);
    else if (!fits(module, targets)) misfits.push(...module.keys);
    // Where a file names a module both ways, the trainer's own names are diffusers'.
    else if (!module.target.ldm || !diffusers.has(module.target.module)) modules.push(module);
  }
  return { modules, unmatched, misfits };
}

function isWhole({ method, slots }: Pick<RawModule, 'method' | 'slots'>): boolean {
  const has = (...names: readonly Slot[]) => names.every((name) => slots.has(name));
  if (method === 'lora') return has('down', 'up');
  if (method === 'loha') return has('w1a', 'w1b', 'w2a', 'w2b');
  if (method === 'lokr') return (has('w1') || has('w1a', 'w1b')) && (has('w2') || has('w2a', 'w2b'));
  return method === 'difference';
}

/** Whether a change has the size of its weight; 4 channels on an inpainting UNet's first layer are let pass. */
function fits({ target, method, slots }: RawModule, targets: LoraTargets): boolean {
  if (method === 'difference') return differenceFits(target, slots, targets);
  const weight = targets.shape(target, 'weight');
  if (!weight) return false;
  const size = sizeOf(method, slots);
  const [rows = 0, columns = 0] = [weight[0], product(weight.slice(1))];
  if (size.rows !== rows || !magnitudesFit(slots.get('dora'), weight)) return false;
  const channels = target.module === 'conv_in' ? [columns, (columns / (weight[1] ?? 1)) * 4] : [columns];
  return channels.includes(size.columns);
}

/** DoRA's magnitudes are one an output channel or one an input channel. */
function magnitudesFit(dora: StoredTensor | undefined, [rows = 0, columns = 0]: readonly number[]): boolean {
  if (!dora) return true;
  return product(dora.shape) === (dora.shape[0] === rows || isOfPeft(dora) ? rows : columns);
}

function differenceFits(target: Target, slots: RawModule['slots'], targets: LoraTargets): boolean {
  const weight = targets.shape(target, 'weight');
  const diff = slots.get('diff');
  const bias = slots.get('diffBias');
  if (!weight || (bias && product(bias.shape) !== weight[0])) return false;
  if (!diff) return true;
  const inputs = target.module === 'conv_in' ? [weight[1], 4] : [weight[1]];
  return inputs.some(
    (side) => product(diff.shape) === product([weight[0] ?? 0, ...(side === undefined ? [] : [side]), ...weight.slice(2)]),
  );
}

/** Rows and columns of a change's matrix. */
function sizeOf(method: Method, slots: RawModule['slots']): { rows: number; columns: number } {
  const shape = (slot: Slot) => slots.get(slot)?.shape ?? [];
  const first = (slot: Slot) => shape(slot)[0] ?? 0;
  const rest = (slot: Slot) => product(shape(slot).slice(1));
  const window = (slot: Slot) => product(shape(slot).slice(2));
  if (method === 'lora') return { rows: first('up'), columns: slots.has('mid') ? rest('down') * window('mid') : rest('down') };
  if (method === 'loha')
    return slots.has('t1') ? { rows: rest('w1a'), columns: rest('w1b') * window('t1') } : { rows: first('w1a'), columns: rest('w1b') };
  const small = slots.has('w1') ? [first('w1'), rest('w1')] : [first('w1a'), rest('w1b')];
  const large = slots.has('w2')
    ? [first('w2'), rest('w2')]
    : slots.has('t2')
      ? [rest('w2a'), rest('w2b') * window('t2')]
      : [first('w2a'), rest('w2b')];
  return { rows: (small[0] ?? 0) * (large[0] ?? 0), columns: (small[1] ?? 0) * (large[1] ?? 0) };
}

function product(sides: readonly number[]): number {
  return sides.reduce((all, side) => all * side, 1);
}
