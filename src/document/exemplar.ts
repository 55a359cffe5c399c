import type { Placement } from '../../workers/maps/exemplars/placement';
import type { Rect } from '../../workers/protocol/geometry';
import type { ChangeMap } from './changeMap/ChangeMap';
import type { Picture } from './documentState';
import type { ExemplarText } from './exemplarText';

/** A picture laid on the scene whose content the edit is to take up. Its bytes are never written to. */
export interface Exemplar {
  readonly id: string;
  readonly name: string;
  readonly visible: boolean;
  /** 0…1. */
  readonly opacity: number;
  readonly picture: Omit<Picture, 'icc' | 'notes' | 'colours' | 'extension'>;
  /** One byte a pixel of the picture: what of it was cut out; null: all of it. */
  readonly cutout: Uint8Array | null;
  /** The part of the picture that is shown, in its pixels. */
  readonly crop: Rect;
  readonly placement: Placement;
  /** How far the edge of its silhouette falls off in its change map, in scene pixels. */
  readonly bandPx: number;
  /** Its change map over the scene. It follows the silhouette until it is painted. */
  readonly map: ChangeMap;
  readonly mapPainted: boolean;
  /** Where the exemplar itself may change (white); null: it is not held. */
  readonly hold: ChangeMap | null;
  /** What it was written as; absent where it is a picture. */
  readonly text?: ExemplarText | undefined;
}
