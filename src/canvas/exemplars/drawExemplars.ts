import type { Size } from '../../../workers/protocol/geometry';
import type { Exemplar } from '../../document/exemplar';
import { applySmoothing, screenRect, type ScreenView } from '../scene/screenView';
import type { DraftPlacement } from './draftPlacement';
import type { ExemplarImages } from './ExemplarImages';

/** What of an exemplar is drawn. */
export type PlacedImage = Pick<Exemplar, 'id' | 'visible' | 'opacity' | 'picture' | 'cutout' | 'crop' | 'placement'>;

/** Draws the visible exemplars over the scene, from bottom to top, within the picture; one that is being moved where it is moved to. */
export function drawExemplars(
  context: CanvasRenderingContext2D,
  view: ScreenView,
  scene: Size,
  exemplars: readonly PlacedImage[],
  images: ExemplarImages,
  draft: DraftPlacement | null,
): void {
  const area = screenRect({ x: 0, y: 0, width: scene.width, height: scene.height }, view);
  context.save();
  context.beginPath();
  context.rect(area.x, area.y, area.width, area.height);
  context.clip();
  applySmoothing(context, view, 'high');
  for (const exemplar of exemplars) {
    if (!exemplar.visible) continue;
    const { x, y, scaleX, scaleY, rotation } = draft?.id === exemplar.id ? draft.placement : exemplar.placement;
    const { width, height } = exemplar.crop;
    context.save();
    context.globalAlpha = exemplar.opacity;
    context.translate(view.x + x * view.zoom, view.y + y * view.zoom);
    context.rotate((rotation * Math.PI) / 180);
    context.scale(scaleX * view.zoom, scaleY * view.zoom);
    context.drawImage(images.of(exemplar), -width / 2, -height / 2, width, height);
    context.restore();
  }
  context.restore();
}
