import type { Size } from '../../../workers/protocol/geometry';
import type { LatentPreview } from '../../generation/recipe/sceneExtras';
import type { ChunkedCanvas } from './ChunkedCanvas';
import { applySmoothing, screenRect, type ScreenView } from './screenView';

/**
 * Draws a map as greys over black. `opacity`, 0…1: of the black over the scene; `clear`, 0…1: of the map itself.
 */
export function drawMap(
  context: CanvasRenderingContext2D,
  view: ScreenView,
  picture: Size,
  map: ChunkedCanvas,
  opacity = 1,
  clear = 2 * opacity,
): void {
  context.globalAlpha = opacity;
  const area = screenRect({ x: 0, y: 0, width: picture.width, height: picture.height }, view);
  applySmoothing(context, view, 'low');
  context.fillStyle = '#000';
  context.fillRect(area.x, area.y, area.width, area.height);
  context.globalAlpha = Math.min(1, clear);
  map.draw(context, view);
}

/** Draws the latents of a run on a canvas of its own, only where the map lets the scene change; everywhere where it is not at hand. */
export function drawPreview(
  context: CanvasRenderingContext2D,
  view: ScreenView,
  map: ChunkedCanvas | null,
  preview: LatentPreview,
  image: CanvasImageSource,
): void {
  const area = screenRect(preview.rect, view);
  applySmoothing(context, view, 'low');
  if (map) {
    map.draw(context, view);
    // Over itself: weak strengths, too, come out of the run visibly changed, while the soft edge of a stroke stays soft.
    context.drawImage(context.canvas, 0, 0);
    context.globalCompositeOperation = 'source-in';
  }
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, area.x, area.y, area.width, area.height);
}
