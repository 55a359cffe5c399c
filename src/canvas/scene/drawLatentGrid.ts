import type { Rect, Size } from '../../../workers/protocol/geometry';
import { screenRect, type ScreenView } from './screenView';

/** Cells smaller than this on screen, in CSS pixels, are drawn by eights, sixty-fours …: lines nearer to each other are a grey veil. */
const leastCellPx = 6;
const group = 8;

/** Draws the cells that the model works on over the generation area, as a ghost: faint light lines beside faint dark ones. */
export function drawLatentGrid(context: CanvasRenderingContext2D, view: ScreenView, area: Rect, latentSize: Size): void {
  const { pixelRatio, zoom } = view;
  const cell = { width: area.width / latentSize.width, height: area.height / latentSize.height };
  let every = 1;
  while (cell.width * zoom * every < leastCellPx * pixelRatio && every < latentSize.width) every *= group;
  const box = screenRect(area, view);
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  context.setLineDash([]);
  context.lineWidth = Math.max(1, Math.round(pixelRatio));
  for (const [offset, colour] of [
    [1, 'rgb(0 0 0 / 18%)'],
    [0, 'rgb(255 255 255 / 26%)'],
  ] as const) {
    context.beginPath();
    for (let column = 0; column <= latentSize.width; column += every) {
      const x = Math.round(view.x + (area.x + column * cell.width) * zoom) + 0.5 + offset;
      context.moveTo(x, box.y);
      context.lineTo(x, box.y + box.height);
    }
    for (let row = 0; row <= latentSize.height; row += every) {
      const y = Math.round(view.y + (area.y + row * cell.height) * zoom) + 0.5 + offset;
      context.moveTo(box.x, y);
      context.lineTo(box.x + box.width, y);
    }
    context.strokeStyle = colour;
    context.stroke();
  }
  context.restore();
}
