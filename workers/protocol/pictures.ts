import type { Colours } from './colours';
import type { Outcome } from './engine';
import type { Rect, Size } from './geometry';
import type { CarriedSettings } from './generationNotes';
import type { Recipe } from './recipe';

/** A picture as decoded once, at import: from here on its bytes are the truth. */
export interface ImportedPicture extends Size {
  /** Straight alpha, width × height × 4. */
  readonly rgba: Uint8Array;
  /** An RGB colour profile to be embedded again at export, or null. The pixels were not converted by it. */
  readonly icc: Uint8Array | null;
  /** What else is written again at export, as chunks of a PNG: how colours are meant, resolution, texts; or null. */
  readonly notes: Uint8Array | null;
  /** What its numbers mean where they are not sRGB's and it is known; else null. */
  readonly colours: Colours | null;
  /** The file's name; to be shown as text only. */
  readonly name: string;
  /** What was changed or left out, each a sentence for the person. */
  readonly notices: readonly string[];
}

/** As it comes from the worker: with what tells its pixels from others, since digesting them takes too long for the window. */
export interface OpenedPicture extends ImportedPicture {
  /** Of `rgba`, in lower-case hex. */
  readonly sha256: string;
}

/** What white means in a map that comes in or goes out; inside Sfumato it always means "may change". */
export type WhiteMeans = 'may-change' | 'stays';

/** How a picture file is read as a map. */
export interface MapReading {
  readonly whiteMeans: WhiteMeans;
  /**
   * Where the greys are: in the colours over black, so that what is transparent is black (`shown`); in the colours alone
   * (`colours`); in the transparency alone, opaque being white (`transparency`).
   */
  readonly values: 'shown' | 'colours' | 'transparency';
  /** Whether nearly black is taken as black and nearly white as white, against a lossy file's noise. */
  readonly cleaned: boolean;
}

/** What is known of a file before it is taken as a map. */
export interface MapFileFacts extends Size {
  /** At most 200 pixels a side, RGBA, for a glance at each reading. */
  readonly thumbnail: Size & { readonly rgba: Uint8Array };
  /** What the file's transparency does to the map where it matters: another reading would be another map. */
  readonly transparency: 'none' | 'holds-the-map' | 'counts-as-black';
  /** Share 0…1 of pixels nearly but not quite black or white, in a file of a lossy format; 0 where there is no noise to speak of. */
  readonly noisyShare: number;
}

export interface ImportedMap {
  /** One byte a pixel at the scene's size, 255 = may change fully. */
  readonly values: Uint8Array;
  /** The file's own size. */
  readonly fileSize: Size;
  readonly notices: readonly string[];
}

/** What an export says beside its pixels. */
export interface ExportNotes {
  readonly icc: Uint8Array | null;
  readonly notes: Uint8Array | null;
  /** What is told of how it was made; null: nothing, and the texts of its file stay behind too. */
  readonly about: ExportedRun | null;
}

/** The run whose result is in an exported picture. */
export interface ExportedRun {
  /** Null where nothing was edited yet. */
  readonly recipe: Recipe | null;
  /** The scheduler class that ran where the recipe names none; null where that is not known. */
  readonly scheduler: string | null;
}

/** Formats that lose detail, which the platform writes where it can. */
export const lossyFormats = ['jpeg', 'webp', 'avif'] as const;
export type LossyFormat = (typeof lossyFormats)[number];

/** How a flat picture is written. */
export type PictureForm =
  | { readonly format: 'png' }
  | {
      readonly format: LossyFormat;
      /** 0…1. */
      readonly quality: number;
      /** Longest side, in pixels; null: as it is. */
      readonly sidePx: number | null;
    };

/** How layers are written. */
export type LayeredForm = 'psd' | 'ora';

/** A layer of an export, without its pixels: RGBA of its rectangle, or one byte a pixel of a map. */
export interface ExportedLayer {
  readonly name: string;
  readonly rect: Rect;
  readonly visible: boolean;
  /** 0…1. */
  readonly opacity: number;
  readonly kind: 'picture' | 'map';
}

/** How far a job is, 0…1. */
export type OnPictureProgress = (done: number) => void;

/**
 * The picture worker's face, exposed with comlink: files to pixels and back. Nothing is thrown over the border. `cancel` ends the
 * job of that id at its next stretch of work with a fault `cancelled`.
 */
export interface PictureApi {
  /** Takes the Web Lock of that name and keeps it until the worker dies, so that the window notices. */
  hold(lockName: string): Promise<boolean>;
  cancel(jobId: string): Promise<void>;
  /**
   * @param name the file's; a blob has none, and not every platform hands it over with a file
   * @param inSrgb converts the pixels, for pictures that are laid over others instead of being edited
   */
  open(jobId: string, file: Blob, name: string, onProgress: OnPictureProgress, inSrgb?: boolean): Promise<Outcome<OpenedPicture>>;
  /** Looks at a file that is to become a map. */
  inspectMap(jobId: string, file: Blob): Promise<Outcome<MapFileFacts>>;
  readMap(jobId: string, file: Blob, scene: Size, reading: MapReading, onProgress: OnPictureProgress): Promise<Outcome<ImportedMap>>;
  /** What a PNG, JPEG or WebP says of how it was made; null where it says nothing that is understood. */
  carriedBy(file: Blob): Promise<Outcome<CarriedSettings | null>>;
  /** Rows of the picture or map that the job is to encode, in order: RGBA or one byte a pixel. */
  give(jobId: string, sizeBytes: number, offset: number, bytes: Uint8Array): Promise<Outcome<null>>;
  /** A file of the RGBA that was given under this id, which is let go then. */
  encode(
    jobId: string,
    size: Size,
    notes: ExportNotes,
    onProgress: OnPictureProgress,
    form?: PictureForm,
  ): Promise<Outcome<Uint8Array<ArrayBuffer>>>;
  /** A file of layers, bottom first: the flat picture was given under this id, each layer under `layerId` of it. */
  encodeLayered(
    jobId: string,
    size: Size,
    layers: readonly ExportedLayer[],
    notes: ExportNotes,
    onProgress: OnPictureProgress,
    form: LayeredForm,
  ): Promise<Outcome<Uint8Array<ArrayBuffer>>>;
  /** The formats with loss that this browser writes. */
  lossyFormats(): Promise<Outcome<readonly LossyFormat[]>>;
  /** A grey PNG of the values that were given under this id. @param depth bits a pixel; 16 spreads the same values */
  encodeGrey(jobId: string, size: Size, onProgress: OnPictureProgress, depth?: 8 | 16): Promise<Outcome<Uint8Array<ArrayBuffer>>>;
}

/** Under which id the pixels of a layer of that export are given. */
export const layerId = (jobId: string, layer: number): string => `${jobId}/${layer}`;
