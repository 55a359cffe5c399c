import type { ChangeMap } from '../../document/changeMap/ChangeMap';
import type { TileDelta } from '../../document/changeMap/tileDelta';
import type { Rect } from '../../../workers/protocol/geometry';
import type { Stroke } from '../../changemap/stroke';
import type { BrushSettings, Point } from '../viewStore';

/** A pointer event as tools see it. */
export interface ToolPointer {
  readonly id: number;
  readonly kind: 'mouse' | 'pen' | 'touch';
  /** 0 = main, 1 = middle, 2 = secondary; only told when a button goes down. */
  readonly button: number;
  /** In CSS pixels of the viewport. */
  readonly view: Point;
  /** In picture pixels. */
  readonly picture: Point;
  /** All positions since the last event, the newest last, in picture pixels. */
  readonly samples: readonly Point[];
  readonly shift: boolean;
  readonly alt: boolean;
}

/** A drag under way. `end` keeps what was done, `drop` takes it back; one of the two is called, once. */
export interface Gesture {
  move(pointer: ToolPointer): void;
  end(): void;
  drop(): void;
}

/** What a tool does when the main button goes down; null: nothing. */
export interface Tool {
  begin(pointer: ToolPointer): Gesture | null;
  /** Forgets what it remembers of the picture: another one is on the table. */
  reset?(): void;
}

/** All that tools may touch, so that they are driven in tests without a canvas. */
export interface ToolWorld {
  /** The change map as committed; null without a picture. */
  changeMap(): ChangeMap | null;
  brush(): BrushSettings;
  setBrush(change: Partial<BrushSettings>): void;
  /** CSS pixels per picture pixel. */
  scale(): number;
  panBy(dx: number, dy: number): void;
  zoomBy(factor: number, anchor: Point): void;
  /** Shows the stroke under way, of which `touched` (picture pixels) is new; null: there is none any more. */
  showStroke(stroke: Stroke | null, touched: Rect | null): void;
  commitStroke(deltas: readonly TileDelta[], label: string): void;
}
