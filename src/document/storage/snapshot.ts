import type { Rect } from '../../../workers/protocol/geometry';
import type { GenerationArea, Recipe } from '../../../workers/protocol/recipe';
import type { Extension } from '../canvas/extendPicture';
import type { Exemplar } from '../exemplar';
import type { Guide } from '../guide';
import type { MapLayer } from '../mapLayer';

/** Newest form of a saved project that this version writes and reads. */
export const snapshotVersion = 2;
/** Bytes of one tile of the change map: 256 × 256 values. */
export const tileBytes = 256 * 256;

export interface SavedPicture {
  readonly width: number;
  readonly height: number;
  /** Straight alpha. */
  readonly rgba: Uint8Array;
  readonly icc: Uint8Array | null;
  readonly name: string;
  readonly extension?: Extension | undefined;
}

export interface SavedLayer {
  readonly id: string;
  readonly name: string;
  readonly visible: boolean;
  readonly rect: Rect;
  /** RGBA of `rect`. */
  readonly rgba: Uint8Array;
  /** One byte a pixel of `rect`. */
  readonly coverage: Uint8Array;
  /** The recipe that made it; null or absent where it is not known. */
  readonly recipe?: Recipe | null;
}

/** Tiles of a change map by 'tx,ty'; an absent tile is 0. */
export type SavedTiles = ReadonlyMap<string, Uint8Array>;

export interface SavedMap extends Omit<MapLayer, 'map'> {
  readonly tiles: SavedTiles;
}

export interface SavedExemplar extends Omit<Exemplar, 'map' | 'hold'> {
  readonly tiles: SavedTiles;
  readonly holdTiles: SavedTiles | null;
}

/** Values that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** All of a project that survives a reload, as plain values. Its arrays are never written to: a change brings new ones. */
export interface ProjectSnapshot {
  readonly version: typeof snapshotVersion;
  readonly picture: SavedPicture | null;
  /** The scene's change maps, from bottom to top. */
  readonly maps: readonly SavedMap[];
  readonly exemplars: readonly SavedExemplar[];
  /** Absent in what was saved before there were guides. */
  readonly guides?: readonly Guide[];
  readonly layers: readonly SavedLayer[];
  /** Prompt, method, steps and so on, under names that the document chooses. */
  readonly settings: { readonly [key: string]: Json };
  readonly area: GenerationArea | null;
}
