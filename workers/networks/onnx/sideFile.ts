import type { Initialiser, Rewriting, SideJob } from '../graph/graphModel';

/** A job and where its bytes go; quantised ones have their scales right behind their values, each part at a multiple of 64 bytes. */
export interface PlacedJob extends SideJob {
  readonly offset: number;
  readonly sizeBytes: number;
  /** Quantised jobs alone: where the scales begin, counted from the file's beginning. */
  readonly scalesOffset: number | null;
  readonly scalesBytes: number;
}

interface Place {
  readonly file: string;
  readonly offset: number;
  readonly sizeBytes: number;
}

const alignment = 64;
/** Of a side file for what a graph with LoRAs wants beside what the plain one does. */
const furtherEnding = '.more';
/** Columns that share a scale. */
export const blockColumns = 32;

/** Bytes of the values and of the scales that a job writes. */
export function jobBytes({ from, to }: SideJob): { readonly values: number; readonly scales: number } {
  const elements = from.shape.reduce((product, side) => product * side, 1);
  const rows = from.shape[0] ?? 1;
  const blocks = rows * Math.ceil(elements / rows / blockColumns);
  const bytes: Readonly<Record<Rewriting, { values: number; scales: number }>> = {
    float16: { values: elements * 2, scales: 0 },
    float32: { values: elements * 4, scales: 0 },
    rows8: { values: elements, scales: rows * 2 },
    blocks8: { values: blocks * blockColumns, scales: blocks * 2 },
    blocks4: { values: (blocks * blockColumns) / 2, scales: blocks * 2 },
  };
  return bytes[to];
}

/**
 * Puts the jobs of a graph into side files, in the order in which the graph meets them, each only once.
 * @param plain those of the graph without its LoRAs: their side files are laid out for it, and what is asked for beside that (a layer
 * that DoRA takes whole) goes into a further one.
 */
export function layOutSideFile(
  initialisers: readonly Initialiser[],
  sideFileOf: (file: string) => string,
  plain: readonly Initialiser[] = [],
): { readonly sideFiles: ReadonlyMap<string, readonly PlacedJob[]>; readonly placeOf: (initialiser: Initialiser) => Place | null } {
  const sideFiles = new Map<string, PlacedJob[]>();
  const placed = new Map<string, PlacedJob>();
  const files = new Map<string, string>();
  const place = (data: Initialiser['data'], fileOf: (file: string) => string): void => {
    if (data.kind !== 'rewritten' || placed.has(keyOf(data.job))) return;
    const file = fileOf(data.job.from.file);
    const jobs = sideFiles.get(file) ?? [];
    sideFiles.set(file, jobs);
    const last = jobs.at(-1);
    const { values, scales } = jobBytes(data.job);
    const offset = last ? aligned((last.scalesOffset ?? last.offset) + (last.scalesBytes || last.sizeBytes)) : 0;
    const job = { ...data.job, offset, sizeBytes: values, scalesOffset: scales > 0 ? aligned(offset + values) : null, scalesBytes: scales };
    placed.set(keyOf(data.job), job);
    files.set(keyOf(data.job), file);
    jobs.push(job);
  };
  for (const { data } of plain) place(data, sideFileOf);
  const laidOut = new Set(sideFiles.keys());
  for (const { data } of initialisers)
    place(data, (from) => {
      const file = sideFileOf(from);
      return laidOut.has(file) ? `${file}${furtherEnding}` : file;
    });
  return {
    sideFiles,
    placeOf: ({ data }) => {
      if (data.kind === 'inline') return null;
      if (data.kind === 'file') return data;
      const job = placed.get(keyOf(data.job));
      if (!job) return null;
      const file = files.get(keyOf(data.job)) ?? '';
      return data.half === 'values'
        ? { file, offset: job.offset, sizeBytes: job.sizeBytes }
        : { file, offset: job.scalesOffset ?? 0, sizeBytes: job.scalesBytes };
    },
  };
}

function aligned(offset: number): number {
  return Math.ceil(offset / alignment) * alignment;
}

/** Two jobs are one where they make the same of the same bytes. */
function keyOf({ from, to }: SideJob): string {
  return `${from.file}\n${from.offset}\n${from.sizeBytes}\n${to}\n${from.shape.join(' ')}`;
}
