import { Fault } from '../../workers/protocol/faults';
import { mutate, seededNumbers } from './mutate';
import type { Reader } from './readers';

/** No input of these sizes may take longer, in milliseconds; a machine that also does other work has its pauses. */
const longestMs = 3000;

/** An input that was answered with something other than a value or a Fault, or too late. */
export interface Finding {
  readonly reader: string;
  readonly seed: number;
  readonly why: string;
  readonly input: Uint8Array;
}

async function answer(reader: Reader, input: Uint8Array): Promise<string | null> {
  const since = performance.now();
  try {
    await reader.read(input);
  } catch (thrown) {
    if (!(thrown instanceof Fault)) return `threw ${String(thrown)}`;
    if (thrown.message === '' || thrown.hint === '') return `said nothing: “${thrown.message}”, “${thrown.hint}”`;
  }
  const ms = performance.now() - since;
  return ms > longestMs ? `took ${ms.toFixed(0)} ms` : null;
}

/** Gives a reader one input as it is. Null where it answers as it must. */
export async function check(reader: Reader, input: Uint8Array, seed = -1): Promise<Finding | null> {
  const why = await answer(reader, input);
  return why === null ? null : { reader: reader.name, seed, why, input };
}

/** Gives a reader `count` changed inputs, the same for the same `seed`; stops at the first one that it does not answer as it must. */
export async function fuzz(reader: Reader, count: number, seed: number): Promise<Finding | null> {
  for (let i = 0; i < count; i++) {
    const next = seededNumbers(seed + i);
    const input = mutate(reader.seeds[i % reader.seeds.length] ?? new Uint8Array(0), next);
    if (next() < 0.7) reader.mend?.(input);
    const finding = await check(reader, input, seed + i);
    if (finding) return finding;
  }
  return null;
}
