import { proxy, transfer, type Remote } from 'comlink';
import type { Outcome } from '../../workers/protocol/engine';
import { Fault } from '../../workers/protocol/faults';
import type { CarriedSettings } from '../../workers/protocol/generationNotes';
import type { Size } from '../../workers/protocol/geometry';
import {
  layerId,
  type ExportNotes,
  type ExportedLayer,
  type ImportedMap,
  type LayeredForm,
  type LossyFormat,
  type MapFileFacts,
  type MapReading,
  type OnPictureProgress,
  type OpenedPicture,
  type PictureApi,
  type PictureForm,
} from '../../workers/protocol/pictures';
import { startPictureWorker, type PictureWorkerHandle } from './pictureWorkerHandle';
import { WorkerLink } from './workerLink';
import { tr } from '../../workers/texts/texts';

export interface PictureCallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnPictureProgress | undefined;
}

export interface OpenOptions extends PictureCallOptions {
  /** Converts the pixels to sRGB: for exemplars and guides, which the model sees in it. */
  readonly inSrgb?: boolean;
}

interface EncodeOptions extends PictureCallOptions {
  /** PNG, unless something else is asked for. */
  readonly form?: PictureForm;
}

interface GreyOptions extends PictureCallOptions {
  readonly depth?: 8 | 16;
}

/** A layer with its pixels: RGBA of its rectangle, or one byte a pixel of a map; left as they are. */
export type LayerToExport = ExportedLayer & { readonly pixels: Uint8Array };

/**
 * The window's side of the picture worker: files to pixels and back, off the window's thread. Calls run beside each other; every
 * rejection is a `Fault`, `cancelled` where the signal was aborted. The worker starts with the first call and again after it died.
 */
export interface PictureClient {
  open(file: Blob, options?: OpenOptions): Promise<OpenedPicture>;
  inspectMap(file: Blob, options?: PictureCallOptions): Promise<MapFileFacts>;
  readMap(file: Blob, scene: Size, reading: MapReading, options?: PictureCallOptions): Promise<ImportedMap>;
  carriedBy(file: Blob): Promise<CarriedSettings | null>;
  /** @param rgba straight alpha, 4 bytes a pixel; left as it is, or asked for rows at a time */
  encode(rgba: Uint8Array | Rows, size: Size, notes: ExportNotes, options?: EncodeOptions): Promise<Uint8Array<ArrayBuffer>>;
  /** @param flat all layers together, RGBA; layers from bottom to top */
  encodeLayered(
    flat: Uint8Array | Rows,
    size: Size,
    layers: readonly LayerToExport[],
    notes: ExportNotes,
    form: LayeredForm,
    options?: PictureCallOptions,
  ): Promise<Uint8Array<ArrayBuffer>>;
  /** The formats with loss that this browser writes. */
  lossyFormats(): Promise<readonly LossyFormat[]>;
  /** @param values one byte a pixel; left as they are */
  encodeGrey(values: Uint8Array, size: Size, options?: GreyOptions): Promise<Uint8Array<ArrayBuffer>>;
}

/** Rows of a picture from `y` on, in an array of their own, which is given away. */
export type Rows = (y: number, height: number) => Uint8Array<ArrayBuffer>;

/** Bytes copied at once: each message is copied on the window's thread, and nobody may feel it. */
const portionBytes = 4 * 2 ** 20;

type Call<T> = (api: Remote<PictureApi>, jobId: string, onProgress: OnPictureProgress) => Promise<Outcome<T>>;

export function createPictureClient(startWorker: () => PictureWorkerHandle = startPictureWorker): PictureClient {
  const link = new WorkerLink<PictureApi>(startWorker, () => undefined);
  const run = async <T>({ signal, onProgress }: PictureCallOptions, call: Call<T>): Promise<T> => {
    if (signal?.aborted) throw cancelled();
    const jobId = crypto.randomUUID();
    const stopping = new AbortController();
    const stopped = new Promise<never>((_resolve, reject) => {
      const stop = (): void => {
        link.live?.api.cancel(jobId).catch(() => undefined);
        reject(cancelled());
      };
      signal?.addEventListener('abort', stop, { once: true, signal: stopping.signal });
    });
    try {
      const progress = proxy((done: number) => onProgress?.(done));
      return await Promise.race([link.call(({ api }) => call(api, jobId, progress)), stopped]);
    } finally {
      stopping.abort();
    }
  };

  return {
    open: (file, options = {}) => run(options, (api, id, progress) => api.open(id, file, nameOf(file), progress, options.inSrgb)),
    inspectMap: (file, options = {}) => run(options, (api, id) => api.inspectMap(id, file)),
    readMap: (file, scene, reading, options = {}) => run(options, (api, id, progress) => api.readMap(id, file, scene, reading, progress)),
    carriedBy: (file) => run({}, (api) => api.carriedBy(file)),
    encode: (rgba, size, notes, options = {}) =>
      run(
        options,
        async (api, id, progress) => (await give(api, id, rgba, size, 4, options)) ?? api.encode(id, size, notes, progress, options.form),
      ),
    encodeLayered: (flat, size, layers, notes, form, options = {}) =>
      run(options, async (api, id, progress) => {
        for (const [i, { pixels, rect, kind }] of layers.entries()) {
          const refused = await give(api, layerId(id, i), pixels, rect, kind === 'map' ? 1 : 4, options);
          if (refused) return refused;
        }
        const described = layers.map(({ name, rect, visible, opacity, kind }) => ({ name, rect, visible, opacity, kind }));
        return (await give(api, id, flat, size, 4, options)) ?? api.encodeLayered(id, size, described, notes, progress, form);
      }),
    lossyFormats: () => run({}, (api) => api.lossyFormats()),
    encodeGrey: (values, size, options = {}) =>
      run(
        options,
        async (api, id, progress) => (await give(api, id, values, size, 1, options)) ?? api.encodeGrey(id, size, progress, options.depth),
      ),
  };
}

const nameOf = (file: Blob): string => (file instanceof File ? file.name : '');

/** Hands bytes over portion by portion; an outcome only where that failed. */
async function give(
  api: Remote<PictureApi>,
  jobId: string,
  pixels: Uint8Array | Rows,
  { width, height }: Size,
  channels: number,
  { signal }: PictureCallOptions,
): Promise<Extract<Outcome<never>, { ok: false }> | null> {
  const rowBytes = width * channels;
  const rows = typeof pixels === 'function' ? pixels : (y: number, count: number) => pixels.slice(y * rowBytes, (y + count) * rowBytes);
  const atOnce = Math.max(1, Math.floor(portionBytes / rowBytes));
  for (let y = 0; y < height; y += atOnce) {
    if (signal?.aborted) throw cancelled();
    const portion = rows(y, Math.min(atOnce, height - y));
    const outcome = await api.give(jobId, rowBytes * height, y * rowBytes, transfer(portion, [portion.buffer]));
    if (!outcome.ok) return outcome;
  }
  return null;
}

function cancelled(): Fault {
  return new Fault('cancelled', tr`This was cancelled.`, tr`Nothing was changed.`);
}
