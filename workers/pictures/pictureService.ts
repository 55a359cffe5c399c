import type { Outcome } from '../protocol/engine';
import { Fault, reportFault } from '../protocol/faults';
import type { CarriedSettings } from '../protocol/generationNotes';
import type { Size } from '../protocol/geometry';
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
} from '../protocol/pictures';
import { sha256Of } from '../protocol/sha256Of';
import { inspectMapFile } from './changeMap/inspectMapFile';
import { readMapFile } from './changeMap/readMapFile';
import { encodeLayered } from './export/encodeLayered';
import { encodeLossy } from './export/encodeLossy';
import { encodePicture } from './export/encodePicture';
import { browserEncoder, writtenBy, type PlatformEncoder } from './export/platformEncoder';
import { browserDecoder } from './import/browserDecoder';
import { importPicture } from './import/importPicture';
import { maximumPixels } from './import/limits';
import type { PlatformDecoder } from './import/platformDecoder';
import { readCarried } from './metadata/carriedSettings';
import { encodeGreyPng } from './png/encodePng';
import type { Turn } from './png/turn';
import { tr } from '../texts/texts';

/** What a platform brings. */
export interface PictureServiceHost {
  /** Yields a macrotask, so that messages are taken. */
  pause(): Promise<void>;
  holdLock(name: string): Promise<boolean>;
  readonly decode?: PlatformDecoder;
  readonly encode?: PlatformEncoder;
}

/** Longest stretch of work before messages are taken, in milliseconds. */
const stretchMs = 50;
const silent: OnPictureProgress = () => undefined;

/** The picture worker without the worker: runs in Node as it is. Jobs may be called beside each other. */
export class PictureService implements PictureApi {
  readonly #running = new Set<string>();
  readonly #cancelled = new Set<string>();
  readonly #given = new Map<string, Uint8Array>();

  constructor(private readonly host: PictureServiceHost) {}

  hold(lockName: string): Promise<boolean> {
    return this.host.holdLock(lockName);
  }

  async cancel(jobId: string): Promise<void> {
    for (const id of this.#given.keys()) if (id === jobId || id.startsWith(`${jobId}/`)) this.#given.delete(id);
    if (this.#running.has(jobId)) this.#cancelled.add(jobId);
  }

  open(jobId: string, file: Blob, name: string, onProgress: OnPictureProgress, inSrgb = false): Promise<Outcome<OpenedPicture>> {
    return this.#run(jobId, onProgress, async (turn) => {
      const picture = await importPicture(file, { name, decode: this.#decode, turn, inSrgb });
      return { ...picture, sha256: await sha256Of(picture.rgba) };
    });
  }

  inspectMap(jobId: string, file: Blob): Promise<Outcome<MapFileFacts>> {
    return this.#run(jobId, silent, (turn) => inspectMapFile(file, { decode: this.#decode, turn }));
  }

  readMap(jobId: string, file: Blob, scene: Size, reading: MapReading, onProgress: OnPictureProgress): Promise<Outcome<ImportedMap>> {
    return this.#run(jobId, onProgress, (turn) => readMapFile(file, scene, reading, { decode: this.#decode, turn }));
  }

  async carriedBy(file: Blob): Promise<Outcome<CarriedSettings | null>> {
    try {
      return { ok: true, value: await readCarried(new Uint8Array(await file.arrayBuffer())) };
    } catch {
      // Whether the file can be opened at all is asked, and told, elsewhere.
      return { ok: true, value: null };
    }
  }

  async give(jobId: string, sizeBytes: number, offset: number, bytes: Uint8Array): Promise<Outcome<null>> {
    try {
      if (sizeBytes > 4 * maximumPixels) throw notWhole();
      const whole = this.#given.get(jobId) ?? new Uint8Array(sizeBytes);
      whole.set(bytes, offset);
      this.#given.set(jobId, whole);
      return { ok: true, value: null };
    } catch (thrown) {
      return { ok: false, fault: reportFault(thrown) };
    }
  }

  encode(
    jobId: string,
    { width, height }: Size,
    { icc, notes, about }: ExportNotes,
    onProgress: OnPictureProgress,
    form: PictureForm = { format: 'png' },
  ): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
    return this.#run(jobId, onProgress, (turn) => {
      const picture = { width, height, rgba: this.#take(jobId, width * height * 4), icc, notes };
      return form.format === 'png' ? encodePicture(picture, about, turn) : encodeLossy(picture, about, form, this.#encode);
    });
  }

  encodeLayered(
    jobId: string,
    { width, height }: Size,
    layers: readonly ExportedLayer[],
    { icc, notes, about }: ExportNotes,
    onProgress: OnPictureProgress,
    form: LayeredForm,
  ): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
    return this.#run(jobId, onProgress, (turn) => {
      const flat = this.#take(jobId, width * height * 4);
      const whole = layers.map((layer, i) => {
        const { rect, kind } = layer;
        return { ...layer, pixels: this.#take(layerId(jobId, i), rect.width * rect.height * (kind === 'map' ? 1 : 4)) };
      });
      return encodeLayered({ width, height, flat, layers: whole, icc, notes }, about, form, turn);
    });
  }

  async lossyFormats(): Promise<Outcome<readonly LossyFormat[]>> {
    return { ok: true, value: await writtenBy(this.#encode) };
  }

  encodeGrey(
    jobId: string,
    { width, height }: Size,
    onProgress: OnPictureProgress,
    depth: 8 | 16 = 8,
  ): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
    return this.#run(jobId, onProgress, (turn) => encodeGreyPng(width, height, this.#take(jobId, width * height), turn, depth));
  }

  get #encode(): PlatformEncoder {
    return this.host.encode ?? browserEncoder;
  }

  get #decode(): PlatformDecoder {
    return this.host.decode ?? browserDecoder;
  }

  #take(jobId: string, sizeBytes: number): Uint8Array {
    const given = this.#given.get(jobId);
    this.#given.delete(jobId);
    if (given?.length !== sizeBytes) throw notWhole();
    return given;
  }

  async #run<T>(jobId: string, onProgress: OnPictureProgress, work: (turn: Turn) => Promise<T>): Promise<Outcome<T>> {
    this.#running.add(jobId);
    let since = performance.now();
    const turn: Turn = (done) => {
      if (performance.now() - since < stretchMs) return undefined;
      // Nobody waits for the window to have seen it, and a window that is gone is no reason to fail.
      if (done !== undefined) void Promise.resolve(onProgress(done)).catch(() => undefined);
      return this.host.pause().then(() => {
        since = performance.now();
        if (this.#cancelled.has(jobId)) throw new Fault('cancelled', tr`This was cancelled.`, tr`Nothing was changed.`);
      });
    };
    try {
      return { ok: true, value: await work(turn) };
    } catch (thrown) {
      return { ok: false, fault: reportFault(thrown) };
    } finally {
      this.#running.delete(jobId);
      this.#cancelled.delete(jobId);
    }
  }
}

function notWhole(): Fault {
  return new Fault('bad-shape', tr`The picture did not arrive whole where it is encoded.`, tr`Export it again.`);
}
