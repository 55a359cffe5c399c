import { z } from 'zod';
import type { PartName } from '../../packages/modelPackage';
import type { NetworkCause } from '../networkFault';
import type { FindingsStore } from '../operatorTrial/deviceKernels';
import type { Retreat } from './retreat';
import type { RungName } from './rungs';

/** What the trial of one network has found. */
export interface PartVerdict {
  readonly rung: RungName;
  /** The last step down that led there; null where it runs as it is. */
  readonly retreat: Retreat | null;
  /** How far its answers were from the processor's at most, as a share of their spread; null where nothing was compared. */
  readonly apart: number | null;
}

/** What a package's trial on a device has found, part by part. */
export type Verdict = Readonly<Partial<Record<PartName, PartVerdict>>>;

/** Keeps verdicts by package digest and device; whoever cannot keep them answers null, and the trial is made again. */
export interface VerdictStore extends FindingsStore {
  read(key: string): Promise<Verdict | null>;
  write(key: string, verdict: Verdict): Promise<void>;
}

const rungSchema = z.enum(['webgpu', 'wasm', 'cpu', 'webgpu-fp32', 'wasm-fp32', 'cpu-fp32']) satisfies z.ZodType<RungName>;
const partSchema = z.custom<PartName>((value) => typeof value === 'string');
const causeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('values'), gave: z.enum(['not-numbers', 'infinite', 'constant', 'nothing']) }),
  z.object({ kind: z.literal('differs'), apart: z.union([z.number(), z.nan()]) }),
  z.object({ kind: z.literal('failed'), doing: z.enum(['load', 'run']), said: z.string().nullable() }),
  z.object({ kind: z.literal('half-precision') }),
  z.object({ kind: z.literal('operators'), wrong: z.string() }),
  z.object({ kind: z.literal('other'), sentence: z.string() }),
]) satisfies z.ZodType<NetworkCause>;
const retreatSchema = z.object({ part: partSchema, from: rungSchema, to: rungSchema, cause: causeSchema });
const verdictSchema = z.record(z.string(), z.object({ rung: rungSchema, retreat: retreatSchema.nullable(), apart: z.number().nullable() }));

/** Whether what was kept is a verdict as it is written today; an older one is not, and its trial is made again. */
export const isVerdict = (value: unknown): value is Verdict => verdictSchema.safeParse(value).success;
