import type { ChangeMap } from '../../document/changeMap/ChangeMap';
import type { Rect } from '../../../workers/protocol/geometry';
import type { MapEdit } from '../../changemap/mapEdit';
import type { GuideGrip } from '../../guides/guideView';
import type { ToolOptions } from '../toolOptions';
import type { BrushSettings, Point } from '../viewStore';

/** A position of the pointer, in picture pixels, and how hard the pen presses there, 0…1 (a mouse: 1). */
export interface PenSample extends Point {
  readonly pressure: number;
}

/** A pointer event as tools see it. */
export interface ToolPointer {
  readonly id: number;
  readonly kind: 'mouse' | 'pen' | 'touch';
  /** 0 = main, 1 = middle, 2 = secondary; only told when a button goes down. */
  readonly button: number;
  /** True for the other end of a pen. */
  readonly eraser: boolean;
  /** In CSS pixels of the viewport. */
  readonly view: Point;
  /** In picture pixels. */
  readonly picture: Point;
  /** All positions since the last event, the newest last. */
  readonly samples: readonly PenSample[];
  readonly shift: boolean;
  readonly alt: boolean;
}

/** A drag under way. `end` keeps what was done, `drop` takes it back; one of the two is called, once. */
export interface Gesture {
  move(pointer: ToolPointer): void;
  end(): void;
  drop(): void;
  /** The Space bar goes down or up during the drag. */
  holdSpace?(held: boolean): void;
}

/** What a tool does when the main button goes down; null: nothing. What it leaves unfinished between drags is *pending*. */
export interface Tool {
  begin(pointer: ToolPointer): Gesture | null;
  /** The pointer moves with no button down. */
  hover?(pointer: ToolPointer): void;
  /** Writes what is pending: Enter, another tool, Generate; returns whether there was anything. */
  commit?(): boolean;
  /** Drops what is pending (Escape); returns whether there was anything. */
  drop?(): boolean;
  /** Takes the last point back (Backspace); returns whether there was one. */
  back?(): boolean;
  /** The brush or the tool's options changed: shows what is pending anew. */
  refresh?(): void;
  /** A drag that something else runs for the tool (Konva, its handles): `end` keeps it, `drop` takes it back. Was there one? */
  readonly foreign?: { end(): boolean; drop(): boolean };
  /** Forgets what it remembers of the picture: another one is on the table. */
  reset?(): void;
}

/** Lines that a tool draws over the scene, in picture pixels; `handles` can be taken hold of. */
export interface ToolOutline {
  readonly lines: readonly { readonly points: readonly Point[]; readonly closed: boolean }[];
  readonly handles: readonly Point[];
}

/** All that tools may touch, so that they are driven in tests without a canvas. */
export interface ToolWorld {
  /** The change map as committed; null without a picture. */
  changeMap(): ChangeMap | null;
  brush(): BrushSettings;
  setBrush(change: Partial<BrushSettings>): void;
  options(): ToolOptions;
  /** CSS pixels per picture pixel. */
  scale(): number;
  panBy(dx: number, dy: number): void;
  zoomBy(factor: number, anchor: Point): void;
  /** Shows the edit of the map under way, of which `touched` (picture pixels) is new; null: there is none any more. */
  showEdit(edit: MapEdit | null, touched: Rect | null): void;
  /** Writes an edit into the map, as one entry of the history, and then shows none; a large one stays to be seen until it is written. */
  commitEdit(edit: MapEdit, label: string): void;
  /** Takes hold of the selected guide's joint or straight line at a place, in picture pixels; null where there is none. */
  gripGuide(at: Point): GuideGrip | null;
  /** Points at the selected guide's straight line at a place. */
  pointAtGuide(at: Point): void;
  /** Ends the move of an exemplar under way, kept or taken back; returns whether there was one. */
  endMove(kept: boolean): boolean;
  showOutline(outline: ToolOutline | null): void;
  /** Fills from a pixel as the options say; the work is done elsewhere and the map follows when it is ready. */
  fillFrom(at: Point): void;
  /** Freezes the generation area around a rectangle of the picture. */
  setArea(rect: Rect): void;
}
