import { createStore } from 'zustand/vanilla';
import type { Rect, Size } from '../../workers/protocol/geometry';
import type { Patch } from '../document/flatten';

/** A small picture drawn over a rectangle of the scene while a run goes on. */
export interface LatentPreview extends Size {
  readonly rgba: Uint8Array;
  /** Where it lies, in picture pixels. */
  readonly rect: Rect;
}

/** What lies over the scene without being part of the document. */
export const sceneExtras = createStore<{ readonly preview: LatentPreview | null; readonly compared: Patch | null }>(() => ({ preview: null, compared: null }));
