import type { LoraModule } from '../../protocol/loraModules';
import type { TensorView } from '../../protocol/tensorView';
import { unsupportedFile } from '../checkpointFaults';
import { shorten } from '../header/headerText';
import type { StoredTensor } from '../header/readHeader';
import { isFloatType } from '../header/storedTypes';
import type { RawModule } from './matchLora';
import { isOfPeft } from './slots';
import type { Slot } from './slots';
import { tr } from '../../texts/texts';

/** Changes of a module's parameters, by `weight` and `bias`. @param scale alpha/rank by the module's rank */
export function makeModules(
  { method, slots }: RawModule,
  scale: (rank: number) => number,
): readonly (readonly ['weight' | 'bias', LoraModule])[] {
  const view = (slot: Slot): TensorView | undefined => {
    const tensor = slots.get(slot);
    return tensor && viewOf(tensor);
  };
  if (method === 'difference') {
    const [weight, bias] = [view('diff'), view('diffBias')];
    return [
      ...(weight ? [['weight', { kind: 'difference', delta: weight }] as const] : []),
      ...(bias ? [['bias', { kind: 'difference', delta: bias }] as const] : []),
    ];
  }
  const module = changeOf(method, view, magnitudeOf(slots), scale);
  return module ? [['weight', module]] : [];
}

function changeOf(
  method: RawModule['method'],
  view: (slot: Slot) => TensorView | undefined,
  magnitude: TensorView | undefined,
  scale: (rank: number) => number,
): LoraModule | null {
  const dora = magnitude ? { dora: magnitude } : {};
  const [w1a, w1b, w2a, w2b, t2] = [view('w1a'), view('w1b'), view('w2a'), view('w2b'), view('t2')];
  if (method === 'lora') {
    const [down, up, mid] = [view('down'), view('up'), view('mid')];
    return down && up ? { kind: 'lora', down, up, ...(mid && { mid }), scale: scale(down.shape[0] ?? 1), ...dora } : null;
  }
  if (method === 'loha') {
    if (!w1a || !w1b || !w2a || !w2b) return null;
    const t1 = view('t1');
    return { kind: 'loha', w1a, w1b, w2a, w2b, ...(t1 && { t1 }), ...(t2 && { t2 }), scale: scale(w1b.shape[0] ?? 1), ...dora };
  }
  const w1 = view('w1') ?? (w1a && w1b && ([w1a, w1b] as const));
  const w2 = view('w2') ?? (w2a && w2b && ([w2a, w2b] as const));
  if (!w1 || !w2) return null;
  // Two whole matrices have no rank to divide alpha by.
  const rank = view('w1') ? (view('w2') ? null : w2b?.shape[0]) : w1b?.shape[0];
  return { kind: 'lokr', w1, w2, ...(t2 && { t2 }), scale: rank ? scale(rank) : 1, ...dora };
}

/** DoRA's magnitudes. PEFT's are one an output channel always, and lie across (`[1, out, 1, 1]`) where the module is a convolution. */
function magnitudeOf(slots: RawModule['slots']): TensorView | undefined {
  const tensor = slots.get('dora');
  if (!tensor) return undefined;
  const view = viewOf(tensor);
  return isOfPeft(tensor) ? { ...view, shape: [view.shape.reduce((all, side) => all * side, 1), 1] } : view;
}

function viewOf({ name, file, dtype, shape, offset, sizeBytes }: StoredTensor): TensorView {
  if (!isFloatType(dtype))
    throw unsupportedFile(
      file,
      tr`stores “${shorten(name)}” as ${dtype}, which is not read here`,
      tr`Take the same LoRA in half precision.`,
    );
  return { file, dtype, shape, offset, sizeBytes };
}
