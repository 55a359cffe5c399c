import type { MapMode } from '../../changemap/mapView';
import type { ToolName } from '../viewStore';

/** Tools that write the change map: while one of them is over the picture, what may change is filled. */
const painting: ReadonlySet<ToolName> = new Set(['brush', 'eraser', 'gradient', 'lasso', 'shape', 'fill', 'smudge', 'pick']);

interface OverlayMoment {
  readonly mode: MapMode;
  readonly tool: ToolName;
  /** The pointer is over the picture. */
  readonly over: boolean;
  /** An edit of the map is under way, or was made a moment ago from somewhere else than the picture. */
  readonly editing: boolean;
  /** A run's preview is on the scene. */
  readonly running: boolean;
  /** A staged result is on the scene. */
  readonly result: boolean;
  /** A guide is drawn: it is shown as it is, whichever tool is in hand. */
  readonly guide: boolean;
}

/** What of the change map is to be seen. */
interface OverlayParts {
  /** Hatching or mist, with the step lines; or the map alone. */
  readonly fill: boolean;
  /** The line where change begins. */
  readonly contour: boolean;
}

/** Whether the frame of the generation area is to be seen: a shown result is judged without it, unless the area itself is being drawn. */
export const showsArea = ({ tool, editing, result }: Pick<OverlayMoment, 'tool' | 'editing' | 'result'>): boolean =>
  !result || editing || tool === 'area';

/** At rest the contour alone: a picture then looks like itself. A run leaves that, a result nothing. Who edits sees all of the map. */
export function overlayParts({ mode, tool, over, editing, running, result, guide }: OverlayMoment): OverlayParts {
  if (result && !editing) return { fill: false, contour: false };
  if (guide) return { fill: editing || !running, contour: false };
  if (mode === 'none') return { fill: false, contour: false };
  if (mode === 'map') return { fill: editing || !running, contour: false };
  return { fill: editing || (over && painting.has(tool) && !running), contour: true };
}
