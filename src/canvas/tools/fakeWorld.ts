import { editDeltas, type MapEdit } from '../../changemap/mapEdit';
import { applyDeltas } from '../../document/changeMap/applyDeltas';
import { ChangeMap } from '../../document/changeMap/ChangeMap';
import type { Rect } from '../../../workers/protocol/geometry';
import { toolOptionsStore, type ToolOptions } from '../toolOptions';
import type { BrushSettings, Point } from '../viewStore';
import type { ToolOutline, ToolPointer, ToolWorld } from './tool';

/** A world without a canvas, for tests of tools: what they do to it can be read. */
export class FakeWorld implements ToolWorld {
  map: ChangeMap | null;
  settings: BrushSettings = {
    sizePx: 10,
    hardness: 1,
    strength: 1,
    stabiliser: 0,
    spacing: 0.12,
    mode: 'set',
    pressureSize: true,
    pressureStrength: false,
  };
  toolOptions: ToolOptions = toolOptionsStore.getInitialState();
  /** The edit and the lines that are shown; null: none. */
  shown: MapEdit | null = null;
  outline: ToolOutline | null = null;
  readonly fills: Point[] = [];
  readonly areas: Rect[] = [];
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
  options = () => this.toolOptions;
  showEdit: ToolWorld['showEdit'] = (edit) => {
    this.shown = edit;
  };
  commitEdit: ToolWorld['commitEdit'] = (edit, label) => {
    this.committed.push(label);
    this.shown = null;
    if (this.map) this.map = applyDeltas(this.map, editDeltas(this.map, edit));
  };
  /** Whether an exemplar is being moved, and how its moves ended. */
  moving = false;
  readonly moves: ('kept' | 'taken back')[] = [];
  endMove = (kept: boolean): boolean => {
    const was = this.moving;
    if (was) this.moves.push(kept ? 'kept' : 'taken back');
    this.moving = false;
    return was;
  };
  /** Where a joint would be taken hold of, and what became of it. */
  joint: readonly [number, number] | null = null;
  readonly grips: (readonly [number, number] | 'kept' | 'taken back')[] = [];
  gripGuide: ToolWorld['gripGuide'] = ({ x, y }) =>
    this.joint && Math.hypot(x - this.joint[0], y - this.joint[1]) < 12
      ? {
          move: (to) => this.grips.push([to.x, to.y]),
          end: () => this.grips.push('kept'),
          drop: () => this.grips.push('taken back'),
        }
      : null;
  pointAtGuide = () => undefined;
  showOutline: ToolWorld['showOutline'] = (outline) => {
    this.outline = outline;
  };
  fillFrom: ToolWorld['fillFrom'] = (at) => {
    this.fills.push(at);
  };
  setArea: ToolWorld['setArea'] = (rect) => {
    this.areas.push(rect);
  };
}

/** A pointer at a position of the picture (the view is twice as large, from the same corner). */
export function pointerAt(x: number, y: number, more: Partial<ToolPointer> = {}): ToolPointer {
  const picture = { x, y };
  return {
    id: 1,
    kind: 'mouse',
    button: 0,
    eraser: false,
    view: { x: 2 * x, y: 2 * y },
    picture,
    samples: [{ ...picture, pressure: 1 }],
    shift: false,
    alt: false,
    ...more,
  };
}
