import type { EditResult } from '../../../workers/protocol/engine';
import type { CanvasPose } from '../canvas/canvasPose';

/**
 * What a run returned, kept with the document that it was frozen from. Its bytes are never written to: `rect` and pixels are as the
 * run gave them, and `pose` says how the canvas lay then, so that its place on the canvas of today follows (`placedResults`).
 * `recipe.source.sha256` is the digest of the scene that it was made from.
 */
export interface Result extends EditResult {
  readonly id: string;
  /** Counted from 1 within its document. */
  readonly number: number;
  /** Of the document that the run was frozen from. */
  readonly documentId: string;
  /** How that document's canvas lay when the run was frozen. */
  readonly pose: CanvasPose;
  /** A starred result never leaves by itself. */
  readonly starred: boolean;
  /** When it came, in milliseconds since 1970. */
  readonly madeAt: number;
}

/** The memory that a result's pixels hold, in bytes. */
export function resultSizeBytes({ rgba, coverage, automaticMap, latentMap, guided }: Result): number {
  const maps = (automaticMap?.data.byteLength ?? 0) + (latentMap?.data.byteLength ?? 0);
  return rgba.byteLength + coverage.byteLength + maps + (guided?.guidanceImage?.byteLength ?? 0);
}
