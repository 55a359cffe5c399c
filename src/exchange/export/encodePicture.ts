import type { Size } from '../../../workers/protocol/geometry';
import type { ExportedRun, LayeredForm, PictureForm } from '../../../workers/protocol/pictures';
import type { LayerToExport, PictureCallOptions, Rows } from '../../engine/pictureClient';
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
 * unless that is not wanted; or a format with loss.
 * @param about the run of the last edit; null to write nothing beside what its colours mean and its resolution
 * @throws Fault 'bad-picture' where the browser does not write that format
 */
export function encodePicture(
  { width, height, rows, icc, notes = null }: ExportedPicture,
  about: ExportedRun | null,
  form: PictureForm = { format: 'png' },
  options?: PictureCallOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  return pictureWorker().encode(rows, { width, height }, { icc, notes, about }, { ...options, form });
}

/** The same in layers, from bottom to top. */
export function encodeLayers(
  { width, height, rows, icc, notes = null }: ExportedPicture,
  layers: readonly LayerToExport[],
  about: ExportedRun | null,
  form: LayeredForm,
): Promise<Uint8Array<ArrayBuffer>> {
  return pictureWorker().encodeLayered(rows, { width, height }, layers, { icc, notes, about }, form);
}
