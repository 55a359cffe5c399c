import type { Tensor } from '../../protocol/tensor';
import type { ThresholdCurve } from '../../protocol/recipe';
import { Fault } from '../../protocol/faults';
import { requireFinite, requireMap, requireShape } from '../checks';
import type { MethodRun } from '../contracts';
import { DenoisingRun } from '../denoisingRun';
import { replaceWhere } from '../latents/replaceWhere';
import { differentialLoop } from './differentialLoop';
import type { LoopResult, Thrift } from './differentialLoop';
import { keepMasks } from './keepMasks';
import { tr } from '../../texts/texts';

/** One exemplar in its order, the lowest first. */
export interface Exemplar {
  /** Clean latents of the exemplar composed at the source's size. */
  readonly latents: Tensor;
  /** Preserve values at latent size: 1 keeps what lies below, 0 takes the exemplar. */
  readonly preserve: Float32Array;
  /** Preserve values for the exemplar itself: while above f(i), its elements are put back. Null: it is not held. */
  readonly hold: Float32Array | null;
}

export interface ExemplarBlendSettings extends Thrift {
  readonly exemplars: readonly Exemplar[];
  readonly curve: ThresholdCurve;
}

/**
 * PIXELS, algorithm 2 for any number of exemplars. The start nests them in their order, S ← S·[m_j > f(0)] + e_j·(1 − …);
 * at every later step an element is put back from the source while all maps keep it, m_j > f(i) for all j.
 *
 * What is put back need only be known where it is put back, and noising works element by element, so the source, the
 * start and the held exemplars are all the one clean composition, noised.
 */
export async function exemplarBlend<E>(
  settings: MethodRun<E>,
  { exemplars, curve, ...thrift }: ExemplarBlendSettings,
): Promise<LoopResult> {
  const run = new DenoisingRun(settings);
  if (exemplars.length === 0)
    throw new Fault('bad-recipe', tr`There is no exemplar to blend in.`, tr`Add an exemplar, or choose another method.`);
  exemplars.forEach((exemplar, i) => check(exemplar, run, tr`exemplar ${i + 1}`));
  const keeps = exemplars.map(({ preserve }) => keepMasks(preserve, curve, run.count));

  let clean = settings.source;
  const owner = new Int16Array(run.plane).fill(-1);
  exemplars.forEach(({ latents }, j) => {
    const taken = (keeps[j]?.[0] as Uint8Array).map((kept) => 1 - kept);
    clean = replaceWhere(clean, latents, taken);
    taken.forEach((takes, i) => {
      if (takes) owner[i] = j;
    });
  });

  const holds = exemplars.map(({ hold }) => (hold ? keepMasks(hold, curve, run.count) : null));
  const masks = Array.from({ length: run.count }, (_, step) => {
    const mask = new Uint8Array(run.plane).fill(1);
    for (const keep of keeps) intersect(mask, keep[step] as Uint8Array);
    for (let i = 0; i < mask.length; i++) {
      const own = owner[i] as number;
      if (own >= 0 && holds[own]?.[step]?.[i]) mask[i] = 1;
    }
    return mask;
  });
  return differentialLoop(run, { clean, masks }, thrift);
}

function intersect(mask: Uint8Array, other: Uint8Array): void {
  for (let i = 0; i < mask.length; i++) if (!other[i]) mask[i] = 0;
}

function check<E>({ latents, preserve, hold }: Exemplar, run: DenoisingRun<E>, name: string): void {
  requireShape(latents, run.settings.source, tr`The latents of ${name}`);
  requireFinite(latents, tr`The latents of ${name}`);
  requireMap(preserve, run.plane, tr`The change map of ${name}`);
  if (hold) requireMap(hold, run.plane, tr`The hold map of ${name}`);
}
