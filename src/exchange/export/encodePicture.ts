import type { Recipe } from '../../../workers/protocol/recipe';
import type { Size } from '../../../workers/protocol/geometry';
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
 * @param recipe the recipe of the last edit, or null to write nothing of it
 */
export function encodePicture(
  { width, height, rows, icc, notes = null }: ExportedPicture,
  recipe: Recipe | null,
  options?: PictureCallOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  return pictureWorker().encode(rows, { width, height }, { icc, notes, recipe }, options);
}
