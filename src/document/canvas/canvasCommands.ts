import { Fault } from '../../../workers/protocol/faults';
import type { Rect } from '../../../workers/protocol/geometry';
import { maximumSidePx } from '../../../workers/protocol/recipe';
import { fillDeltas, writeRectDeltas } from '../changeMap/mapDeltas';
import { applyDeltas } from '../changeMap/applyDeltas';
import { ChangeMap } from '../changeMap/ChangeMap';
import { mapFromPart } from '../changeMap/mapFromPart';
import { cropValues, intersectRects } from '../../../workers/maps/rects';
import { commitChange } from '../commit';
import type { Layer, Picture } from '../documentState';
import { documentStore } from '../documentStore';
import { exemplarSizeBytes } from '../exemplarCommands';
import { guideSizeBytes, type GuideContent } from '../guide';
import { smallBytes, type Parts } from '../history/change';
import { poseAfter } from './canvasPose';
import { personAfter, pixelsAfter, placementAfter, rectAfter, segmentAfter, sizeAfter, type CanvasStep } from './canvasStep';
import { framePicture, type Extension } from './extendPicture';
import { tr } from '../../../workers/texts/texts';

/** Turns the canvas by quarters clockwise; maps, exemplars, guides and layers follow. */
export const turnCanvas = (quarters: 1 | 2 | 3): void =>
  changeCanvas(
    { kind: 'turn', quarters },
    quarters === 1 ? tr`Turn canvas right` : quarters === 3 ? tr`Turn canvas left` : tr`Turn canvas`,
  );

/** Mirrors the canvas; maps, exemplars, guides and layers follow. */
export const flipCanvas = (axis: 'across' | 'down'): void =>
  changeCanvas({ kind: 'flip', axis }, axis === 'across' ? tr`Flip canvas across` : tr`Flip canvas down`);

/**
 * Gives the canvas another frame, in pixels of the present one. What is cut off is gone (Undo brings it back); new area is filled as
 * `extension` says and may change fully. @throws Fault `bad-picture` for an empty or too large frame, or one beside the picture.
 */
export function frameCanvas(frame: Rect, extension: Extension): void {
  const { picture } = documentStore.getState();
  if (!picture) return;
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
  if (frame.width < 1 || frame.height < 1 || !intersectRects(frame, whole))
    throw new Fault('bad-picture', tr`Nothing of the picture would be left.`, tr`Choose a frame that holds a part of it.`);
  if (Math.max(frame.width, frame.height) > maximumSidePx)
    throw new Fault(
      'bad-picture',
      tr`The canvas would be ${frame.width} × ${frame.height} pixels large; ${maximumSidePx} a side is the most.`,
      tr`Extend it by less.`,
    );
  changeCanvas(
    { kind: 'frame', frame },
    intersectRects(frame, whole)?.width === frame.width && intersectRects(frame, whole)?.height === frame.height
      ? tr`Crop canvas`
      : tr`Extend canvas`,
    extension,
  );
}

const noExtension: Extension = { fill: 'edges', noise: 0, seed: 0 };

function changeCanvas(step: CanvasStep, label: string, extension: Extension = noExtension): void {
  const { picture, pose, maps, exemplars, guides, layers } = documentStore.getState();
  if (!picture) return;
  const after = pictureAfter(step, picture, extension);
  const mapAfter = mapTransform(step, picture, after);
  const change: Partial<Parts> = {
    picture: after,
    pose: poseAfter(pose, step, picture),
    maps: maps.map((layer, i) => ({ ...layer, map: i === 0 ? whiteBeyond(mapAfter(layer.map), step, picture) : mapAfter(layer.map) })),
    exemplars: exemplars.map((exemplar) => ({
      ...exemplar,
      placement: placementAfter(step, picture, exemplar.placement),
      map: mapAfter(exemplar.map),
      hold: exemplar.hold && mapAfter(exemplar.hold),
    })),
    guides: guides.map((guide) => ({ ...guide, content: contentAfter(guide.content, step, picture, mapAfter) })),
    layers: layers.flatMap((layer) => layerAfter(step, picture, after, layer)),
    area: null,
  };
  const bytes =
    picture.rgba.byteLength +
    maps.reduce((sum, { map }) => sum + map.sizeBytes, 0) +
    exemplars.reduce((sum, exemplar) => sum + exemplarSizeBytes(exemplar), 0) +
    guides.reduce((sum, guide) => sum + (guide.content.of === 'drawing' ? guideSizeBytes(guide) : 0), 0);
  commitChange(label, change, bytes + smallBytes);
}

/** New area of a drawn guide is black: nothing is asked for there. */
function contentAfter(content: GuideContent, step: CanvasStep, picture: Picture, mapAfter: (map: ChangeMap) => ChangeMap): GuideContent {
  if (content.of === 'picture') return { ...content, placement: placementAfter(step, picture, content.placement) };
  if (content.of === 'pose') return { ...content, people: content.people.map((person) => personAfter(step, picture, person)) };
  if (content.of === 'segments') return { ...content, segments: content.segments.map((segment) => segmentAfter(step, picture, segment)) };
  return { ...content, map: mapAfter(content.map) };
}

function pictureAfter(step: CanvasStep, picture: Picture, extension: Extension): Picture {
  if (step.kind === 'frame')
    return {
      ...picture,
      width: step.frame.width,
      height: step.frame.height,
      rgba: framePicture(picture.rgba, picture, step.frame, extension),
      extension,
    };
  return { ...picture, ...sizeAfter(step, picture), rgba: pixelsAfter(step, picture.rgba, picture, 4) };
}

function mapTransform(step: CanvasStep, before: Picture, after: Picture): (map: ChangeMap) => ChangeMap {
  return (map) => {
    const box = map.bounds();
    if (!box) return new ChangeMap(after);
    return mapFromPart(after, rectAfter(step, before, box), pixelsAfter(step, map.readRect(box), box, 1));
  };
}

/** New area may change fully: it was made up. */
function whiteBeyond(map: ChangeMap, step: CanvasStep, before: Picture): ChangeMap {
  if (step.kind !== 'frame') return map;
  const old = rectAfter(step, before, { x: 0, y: 0, width: before.width, height: before.height });
  const kept = intersectRects(old, { x: 0, y: 0, width: map.width, height: map.height });
  if (!kept || (kept.width === map.width && kept.height === map.height)) return map;
  const inside = map.readRect(kept);
  const white = applyDeltas(map, fillDeltas(map, 255));
  return applyDeltas(white, writeRectDeltas(white, kept, inside));
}

function layerAfter(step: CanvasStep, before: Picture, after: Picture, layer: Layer): readonly Layer[] {
  const rect = rectAfter(step, before, layer.rect);
  const part = intersectRects(rect, { x: 0, y: 0, width: after.width, height: after.height });
  if (!part) return [];
  const rgba = pixelsAfter(step, layer.rgba, layer.rect, 4);
  const coverage = pixelsAfter(step, layer.coverage, layer.rect, 1);
  return [{ ...layer, rect: part, rgba: cropValues(rgba, rect, part, 4), coverage: cropValues(coverage, rect, part) }];
}
