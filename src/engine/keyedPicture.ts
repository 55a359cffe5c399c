import type { Size } from '../../workers/protocol/geometry';

/** A picture by content: its bytes cross to the worker once for each `key`. */
export interface KeyedPicture extends Size {
  /** Another picture has another key: its digest. */
  readonly key: string;
  /** RGBA, straight alpha. */
  readonly rgba: Uint8Array;
}
