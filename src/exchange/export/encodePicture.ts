import type { Size } from '../../../workers/protocol/geometry';
import type { ExportedRun } from '../../../workers/protocol/pictures';
import type { PictureCallOptions, Rows } from '../../engine/pictureClient';
import { pictureWorker } from '../pictureWorker';

/** What is exported, and what its file said beside its pixels. */
export interface ExportedPicture extends Size {
  /** RGBA8 with straight alpha, rows at a time. */
  readonly rows: Rows;
  readonly icc: Uint8Array | null;
  readonly notes?: Uint8Array | null | undefined;
}

/**
 * A picture as it is exported: PNG of exactly these bytes, with its colour profile and the notes of its file, and with the recipe
 * unless that is not wanted.
 * @param about the run of the last edit; null to write nothing beside what its colours mean and its resolution
 */
export function encodePicture(
  { width, height, rows, icc, notes = null }: ExportedPicture,
  about: ExportedRun | null,
  options?: PictureCallOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  return pictureWorker().encode(rows, { width, height }, { icc, notes, about }, options);
}
