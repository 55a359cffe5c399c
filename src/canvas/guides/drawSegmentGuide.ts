import type { Size } from '../../../workers/protocol/geometry';
import type { PickedSegment } from '../../document/guide';
import { guideViewStore } from '../../guides/guideView';
import { chosenLines, segmentViewStore } from '../../guides/lines/segmentView';
import { inWords } from '../../guides/lines/segments';
import { drawTag } from '../scene/drawTargetTag';
import { screenRect, type ScreenView } from '../scene/screenView';
import { tr } from '../../../workers/texts/texts';

const outline = 'rgb(0 0 0 / 80%)';

/** Draws the selected guide's straight lines over the scene: those kept in white, those left out as faint dashes, that pointed at wider. */
export function drawSegmentGuide(context: CanvasRenderingContext2D, view: ScreenView, scene: Size): void {
  const guide = chosenLines();
  if (!guide) return;
  const { draft, pointed } = segmentViewStore.getState();
  const segments = draft ?? guide.segments;
  const area = screenRect({ x: 0, y: 0, width: scene.width, height: scene.height }, view);
  context.save();
  context.fillStyle = `rgb(0 0 0 / ${guideViewStore.getState().opacity * 100}%)`;
  context.fillRect(area.x, area.y, area.width, area.height);
  context.lineCap = 'round';
  stroke(
    context,
    view,
    segments.filter(({ kept }) => !kept),
    { colour: 'rgb(255 255 255 / 60%)', width: 1, dash: [3, 4] },
  );
  stroke(
    context,
    view,
    segments.filter(({ kept }) => kept),
    { colour: '#fff', width: 2.5, dash: [] },
  );
  const at = pointed === null ? undefined : segments[pointed];
  if (at) stroke(context, view, [at], { colour: '#fff', width: 5, dash: at.kept ? [] : [6, 8] });
  context.restore();
  if (!at) return;
  const { pixelRatio } = view;
  const corner = { x: view.x + Math.max(at.x1, at.x2) * view.zoom, y: view.y + Math.min(at.y1, at.y2) * view.zoom };
  const text = at.kept ? inWords(at) : tr`${inWords(at)}, left out`;
  drawTag(context, view, text, { x: corner.x + 10 * pixelRatio, y: corner.y - 13 * pixelRatio });
}

interface Look {
  readonly colour: string;
  /** CSS pixels. */
  readonly width: number;
  readonly dash: readonly number[];
}

/** Lines through the middles of their end pixels, light within dark, so that they are seen on any picture. */
function stroke(context: CanvasRenderingContext2D, view: ScreenView, segments: readonly PickedSegment[], look: Look): void {
  const { pixelRatio } = view;
  context.beginPath();
  for (const { x1, y1, x2, y2 } of segments) {
    context.moveTo(view.x + (x1 + 0.5) * view.zoom, view.y + (y1 + 0.5) * view.zoom);
    context.lineTo(view.x + (x2 + 0.5) * view.zoom, view.y + (y2 + 0.5) * view.zoom);
  }
  for (const [colour, width] of [
    [outline, look.width + 2],
    [look.colour, look.width],
  ] as const) {
    context.setLineDash(look.dash.map((length) => length * pixelRatio));
    context.lineWidth = width * pixelRatio;
    context.strokeStyle = colour;
    context.stroke();
  }
  context.setLineDash([]);
}
