import type { GroupNormForm } from '../../networks/options';
import type { Tensor } from '../../protocol/tensor';
import type { Runtime } from '../runtime';
import { differenceOf } from '../selfTest/difference';
import { longScoreBytes, timedNorm, trialStages, type OperatorName, type OperatorUse, type TrialStage } from './operators';
import { openUses } from './runUses';

/** How an operator came through on a device. */
export interface OperatorVerdict {
  readonly operator: OperatorName;
  readonly half: boolean;
  /** The furthest of its answers from the processor's, as `differenceOf` has it; null where it was refused or gave no numbers. */
  readonly apart: number | null;
  readonly right: boolean;
}

/** What a device has shown of itself. */
export interface OperatorFindings {
  readonly verdicts: readonly OperatorVerdict[];
  /** Whether the fused attention made an array as large as its scores; null where nobody watches the arrays. */
  readonly holdsScores: boolean | null;
  /** Milliseconds of each form of group norm that is right. */
  readonly normMs: Readonly<Partial<Record<GroupNormForm, number>>>;
  /** Milliseconds of the whole trial. */
  readonly milliseconds: number;
  /** How many steps of the trial are done: its stages, in half precision too where the device has it, and the stop-watch of each norm. */
  readonly steps: number;
}

/** Answers in single precision further apart than this are wrong: another order of summing changes the sixth digit. */
const mostApart = 1e-3;
/** The same in half precision. */
const mostApartHalf = 3e-2;
const timedRuns = 3;

/** No stage begins that would end after this long, were it to take as long as the longest before it. */
const longEnoughMs = 2000;

/** Tells the largest array that a device made while something was done; null where nobody watches. */
export type WatchArrays = <T>(work: () => Promise<T>) => Promise<{ readonly value: T; readonly largestBytes: number | null }>;

const timedForms = ['instance', 'moments'] as const;

/** How many steps a device's whole trial has. */
const stepsOf = ({ halfPrecision }: Runtime): number => trialStages.length * (halfPrecision ? 2 : 1) + timedForms.length;

/** Whether there was time for all of a trial. */
export function isWhole(findings: OperatorFindings, runtime: Runtime): boolean {
  return findings.steps >= stepsOf(runtime);
}

const nothingYet: OperatorFindings = { verdicts: [], holdsScores: null, normMs: {}, milliseconds: 0, steps: 0 };

/**
 * Runs every operator that the graphs rely on at small size on a device and compares it with the processor of the same runtime. What the
 * device refuses counts as wrong; what there was no time for has no verdict. Throws the Fault of a device that was lost.
 * @param runtime the device's; it must have a processor beside it.
 * @param before what an earlier trial found: this one goes on behind it.
 */
export async function tryOperators(
  runtime: Runtime,
  watch: WatchArrays,
  before: OperatorFindings = nothingYet,
  now = () => performance.now(),
): Promise<OperatorFindings> {
  const { processor } = runtime;
  if (!processor) throw new Error('Only a device that is not the processor itself can be tried.');
  const began = now();
  const verdicts = [...before.verdicts];
  const normMs: Partial<Record<GroupNormForm, number>> = { ...before.normMs };
  let { holdsScores, steps } = before;
  const tryStage = async ({ uses, unlessWrong, isWatched }: TrialStage, half: boolean): Promise<void> => {
    if (unlessWrong && !isRight(verdicts, unlessWrong)) return;
    const wanted = await answersOf(processor, uses, 'fp32');
    const { value, largestBytes } = await watch(() => answersOf(runtime, uses, half ? 'fp16' : 'fp32'));
    verdicts.push(...verdictsOf(uses, value, wanted, half));
    if (isWatched && !half && largestBytes !== null) holdsScores = largestBytes >= longScoreBytes;
  };
  const all = [
    ...(runtime.halfPrecision ? [false, true] : [false]).flatMap((half) => trialStages.map((stage) => () => tryStage(stage, half))),
    ...timedForms.map((form) => async () => {
      if (isRight(verdicts, `${form}-norm`)) normMs[form] = await millisecondsOf(runtime, timedNorm(form));
    }),
  ];
  let [longestMs, since] = [0, began];
  for (const step of all.slice(steps)) {
    if (since - began + longestMs >= longEnoughMs) break;
    await step();
    steps += 1;
    const at = now();
    [longestMs, since] = [Math.max(longestMs, at - since), at];
  }
  const failure = runtime.failure();
  if (failure) throw failure;
  return { verdicts, holdsScores, normMs, milliseconds: before.milliseconds + now() - began, steps };
}

/** Whether an operator was right wherever it was tried. @param half in that precision alone. */
export function isRight(verdicts: readonly OperatorVerdict[], operator: OperatorName, half?: boolean): boolean {
  return verdicts.every((verdict) => verdict.operator !== operator || (half !== undefined && verdict.half !== half) || verdict.right);
}

/** What comes out of each use; null for one that is refused. All run as one graph, and each alone where that is refused. */
async function answersOf(runtime: Runtime, uses: readonly OperatorUse[], compute: 'fp32' | 'fp16'): Promise<readonly (Tensor | null)[]> {
  const together = await attempt(runtime, uses, compute);
  if (together || uses.length === 1) return together ?? [null];
  const alone: (Tensor | null)[] = [];
  for (const use of uses) alone.push((await attempt(runtime, [use], compute))?.[0] ?? null);
  return alone;
}

async function attempt(runtime: Runtime, uses: readonly OperatorUse[], compute: 'fp32' | 'fp16'): Promise<readonly Tensor[] | null> {
  try {
    const open = await openUses(runtime, uses, compute);
    try {
      return await open.run();
    } finally {
      await open.release();
    }
  } catch {
    const failure = runtime.failure();
    if (failure) throw failure;
    return null;
  }
}

function verdictsOf(
  uses: readonly OperatorUse[],
  got: readonly (Tensor | null)[],
  wanted: readonly (Tensor | null)[],
  half: boolean,
): OperatorVerdict[] {
  const furthest = new Map<OperatorName, number>();
  for (const [i, { operator }] of uses.entries()) {
    const [answer, reference] = [got[i], wanted[i]];
    const apart = answer && reference ? differenceOf(answer, reference) : Number.NaN;
    // A number that is none stays: nothing is further off.
    const before = furthest.get(operator) ?? 0;
    furthest.set(operator, Number.isNaN(before) || Number.isNaN(apart) ? Number.NaN : Math.max(before, apart));
  }
  const most = half ? mostApartHalf : mostApart;
  return [...furthest].map(([operator, apart]) => ({
    ...{ operator, half },
    apart: Number.isFinite(apart) ? apart : null,
    right: apart <= most,
  }));
}

/** The quickest of a few runs, behind one that compiles. */
async function millisecondsOf(runtime: Runtime, use: OperatorUse): Promise<number> {
  const open = await openUses(runtime, [use], 'fp32');
  try {
    await open.run();
    let quickest = Number.POSITIVE_INFINITY;
    for (let run = 0; run < timedRuns; run++) {
      const began = performance.now();
      await open.run();
      quickest = Math.min(quickest, performance.now() - began);
    }
    return quickest;
  } finally {
    await open.release();
  }
}
