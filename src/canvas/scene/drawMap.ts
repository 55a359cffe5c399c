import type { Size } from '../../../workers/protocol/geometry';
import type { LatentPreview } from '../sceneExtras';
import type { OverlayMode } from '../viewStore';
import type { ChunkedCanvas } from './ChunkedCanvas';
import { applySmoothing, screenRect, type ScreenView } from './screenView';

/** How the map is to be shown. */
interface MapLook {
  readonly mode: OverlayMode;
  /** 0…1, for the overlay. */
  readonly opacity: number;
  /** Of the overlay. */
  readonly colour: string;
}

/** Draws the change map on a canvas of its own: coloured with value · opacity as alpha, or as greys over black. */
export function drawMap(context: CanvasRenderingContext2D, view: ScreenView, picture: Size, map: ChunkedCanvas, { mode, opacity, colour }: MapLook): void {
  if (mode === 'picture') return;
  const area = screenRect({ x: 0, y: 0, width: picture.width, height: picture.height }, view);
  applySmoothing(context, view, 'low');
  if (mode === 'map') {
    context.fillStyle = '#000';
    context.fillRect(area.x, area.y, area.width, area.height);
    map.draw(context, view);
    return;
  }
  map.draw(context, view);
  context.globalCompositeOperation = 'source-in';
  context.globalAlpha = opacity;
  context.fillStyle = colour;
  context.fillRect(area.x, area.y, area.width, area.height);
}

/** Draws the latents of a run on a canvas of its own, only where the map lets the scene change. */
export function drawPreview(context: CanvasRenderingContext2D, view: ScreenView, map: ChunkedCanvas, preview: LatentPreview, image: CanvasImageSource): void {
  const area = screenRect(preview.rect, view);
  applySmoothing(context, view, 'low');
  map.draw(context, view);
  // Over itself: weak strengths, too, come out of the run visibly changed, while the soft edge of a stroke stays soft.
  context.drawImage(context.canvas, 0, 0);
  context.globalCompositeOperation = 'source-in';
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, area.x, area.y, area.width, area.height);
}
