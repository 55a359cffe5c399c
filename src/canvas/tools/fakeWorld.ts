import type { Stroke } from '../../changemap/stroke';
import { applyDeltas } from '../../document/changeMap/applyDeltas';
import { ChangeMap } from '../../document/changeMap/ChangeMap';
import type { BrushSettings, Point } from '../viewStore';
import type { ToolPointer, ToolWorld } from './tool';

/** A world without a canvas, for tests of tools: what they do to it can be read. */
export class FakeWorld implements ToolWorld {
  map: ChangeMap | null;
  settings: BrushSettings = { sizePx: 10, hardness: 1, strength: 1, stabiliser: 0 };
  /** The stroke that is shown; null: none. */
  shown: Stroke | null = null;
  readonly committed: string[] = [];
  readonly pan = { x: 0, y: 0 };
  readonly zooms: { readonly factor: number; readonly anchor: Point }[] = [];

  constructor(map: ChangeMap | null = new ChangeMap({ width: 200, height: 100 })) {
    this.map = map;
  }

  changeMap = () => this.map;
  brush = () => this.settings;
  scale = () => 2;
  setBrush = (change: Partial<BrushSettings>) => {
    this.settings = { ...this.settings, ...change };
  };
  panBy = (dx: number, dy: number) => {
    this.pan.x += dx;
    this.pan.y += dy;
  };
  zoomBy = (factor: number, anchor: Point) => {
    this.zooms.push({ factor, anchor });
  };
  showStroke: ToolWorld['showStroke'] = (stroke) => {
    this.shown = stroke;
  };
  commitStroke: ToolWorld['commitStroke'] = (deltas, label) => {
    this.committed.push(label);
    if (this.map) this.map = applyDeltas(this.map, deltas);
  };
}

/** A pointer at a position of the picture (the view is twice as large, from the same corner). */
export function pointerAt(x: number, y: number, more: Partial<ToolPointer> = {}): ToolPointer {
  const picture = { x, y };
  return { id: 1, kind: 'mouse', button: 0, view: { x: 2 * x, y: 2 * y }, picture, samples: [picture], shift: false, alt: false, ...more };
}
