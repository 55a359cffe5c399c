import type { Size } from '../../../workers/protocol/geometry';
import type { Guide } from '../../document/guide';
import { guideViewStore } from '../../guides/guideView';
import { drawExemplars, type PlacedImage } from '../exemplars/drawExemplars';
import type { ExemplarImages } from '../exemplars/ExemplarImages';
import type { ScreenView } from '../scene/screenView';

type Pictured = Extract<Guide['content'], { of: 'picture' }>;

/** The whole of each picture as a crop: images are told apart by identity. */
const wholes = new WeakMap<Pictured['picture'], PlacedImage['crop']>();

function wholeOf(picture: Pictured['picture']): PlacedImage['crop'] {
  const known = wholes.get(picture) ?? { x: 0, y: 0, width: picture.width, height: picture.height };
  wholes.set(picture, known);
  return known;
}

/** Draws the selected guide over the scene where it is a finished picture; a drawn one is shown in the change map's place. */
export function drawChosenGuide(
  context: CanvasRenderingContext2D,
  view: ScreenView,
  scene: Size,
  guides: readonly Guide[],
  images: ExemplarImages,
): void {
  const { selectedId, opacity } = guideViewStore.getState();
  const guide = guides.find(({ id }) => id === selectedId);
  if (guide?.content.of !== 'picture') return;
  const { picture, placement } = guide.content;
  drawExemplars(
    context,
    view,
    scene,
    [{ id: guide.id, visible: true, opacity, picture, cutout: null, crop: wholeOf(picture), placement }],
    images,
    null,
  );
}
