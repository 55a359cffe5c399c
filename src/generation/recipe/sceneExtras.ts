import { createStore } from 'zustand/vanilla';
import type { Rect, Size } from '../../../workers/protocol/geometry';
import type { Patch } from '../../document/flatten';

/** A small picture drawn over a rectangle of the scene while a run goes on. */
export interface LatentPreview extends Size {
  readonly rgba: Uint8Array;
  /** Where it lies, in picture pixels. */
  readonly rect: Rect;
}

interface SceneExtras {
  readonly preview: LatentPreview | null;
  /** The result that is shown over the scene; null: none. */
  readonly compared: Patch | null;
  /** The scene is shown without the result, for as long as a key or a button is held. */
  readonly before: boolean;
  /** An edit of the change map is under way. */
  readonly editing: boolean;
}

/** What lies over the scene without being part of the document. */
export const sceneExtras = createStore<SceneExtras>(() => ({ preview: null, compared: null, before: false, editing: false }));
