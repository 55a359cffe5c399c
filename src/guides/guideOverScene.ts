import { renderPlaced } from '../../workers/maps/exemplars/renderPlaced';
import { drawSegmentation } from '../../workers/maps/segmentation/segmentClasses';
import { drawSegments } from '../../workers/maps/sources/straightLines';
import { drawPose } from '../../workers/maps/pose/drawPose';
import type { Size } from '../../workers/protocol/geometry';
import type { GuideContent } from '../document/guide';
import { greyToRgba } from './greyToRgba';

/** A guide over the whole scene: RGBA with straight alpha, transparent where it does not lie and so says nothing. */
export function guideOverScene(content: GuideContent, { width, height }: Size): Uint8Array {
  if (content.of === 'drawing') {
    const values = content.map.toUint8Array();
    return content.classes ? drawSegmentation(values) : greyToRgba(values);
  }
  if (content.of === 'segments')
    return greyToRgba(
      drawSegments(
        content.segments.filter(({ kept }) => kept),
        { width, height },
      ),
    );
  if (content.of === 'pose') return drawPose(content.people, { width, height });
  const { picture, placement } = content;
  const crop = { x: 0, y: 0, width: picture.width, height: picture.height };
  return renderPlaced({ picture, cutout: null, crop, placement, opacity: 1 }, { x: 0, y: 0, width, height });
}
