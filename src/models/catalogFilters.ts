import type { CatalogEntry } from './catalog';
import { tr } from '../../workers/texts/texts';

/** What is known of this computer; null where the browser does not say. */
export interface Room {
  /** Bytes that may still be stored. */
  readonly freeBytes: number | null;
  /** Memory of the machine in bytes, as coarsely as browsers tell it. */
  readonly memoryBytes: number | null;
}

/** Ways to narrow the catalogue, by their words on screen. */
export const catalogFilters = [tr`Fits here`, tr`Quick`, tr`Large pictures`] as const;
export type CatalogFilter = (typeof catalogFilters)[number];

/** Evaluations up to which an edit counts as quick. */
const quickSteps = 10;
/** The side from which pictures count as large, in pixels. */
const largeSidePx = 1024;

/** Whether an entry passes all filters that are set. What its makers do not say of it passes no filter that asks for it. */
export function passes({ refusal, sizeBytes, memory, defaults }: CatalogEntry, filters: ReadonlySet<CatalogFilter>, room: Room): boolean {
  const hasRoom = sizeBytes === null || room.freeBytes === null || sizeBytes <= room.freeBytes;
  const hasMemory = memory === null || room.memoryBytes === null || memory.q4 <= room.memoryBytes / 2;
  const answers: Readonly<Record<CatalogFilter, boolean>> = {
    'Fits here': refusal === null && hasRoom && hasMemory,
    Quick: defaults !== null && defaults.steps <= quickSteps,
    'Large pictures': defaults !== null && defaults.sidePx >= largeSidePx,
  };
  return [...filters].every((filter) => answers[filter]);
}

/** Memory of this machine in bytes, where the browser tells it (rounded, 8 GB at most). */
export function memoryHereBytes(): number | null {
  const gigabytes = (navigator as { readonly deviceMemory?: number }).deviceMemory;
  return gigabytes === undefined ? null : gigabytes * 2 ** 30;
}
