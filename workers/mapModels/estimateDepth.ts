import { Fault } from '../protocol/faults';
import type { MapModelAnswer, MapModelPicture } from '../protocol/mapModels';
import { fixedDimension } from '../runtime/fixedShape';
import type { ModelSession } from '../runtime/modelSession';
import type { MapModelPackage } from './mapModelPackage';
import { depthSize } from './modelSides';
import { nearnessOf } from './nearnessOf';
import { pictureTensor } from './pictureTensor';
import { tr } from '../texts/texts';

/** What Depth Anything was trained with: patches of 14 pixels, 37 of them a side. */
const usualSidePx = 518;
const usualMultiplePx = 14;

/** How near everything in a picture is: `pixel_values` (1, 3, h, w) → `predicted_depth` (1, h, w) or (1, 1, h, w), larger = nearer. */
export async function estimateDepth(
  session: ModelSession,
  files: MapModelPackage,
  picture: MapModelPicture,
): Promise<Extract<MapModelAnswer, { kind: 'depth' }>> {
  const input = session.input('pixel_values', 'image', 'input');
  const output = session.output('predicted_depth', 'depth', 'output');
  const wanted = depthSize(picture, files.sidePx ?? usualSidePx, files.multiplePx ?? usualMultiplePx);
  const size = { width: fixedDimension(input, 3) ?? wanted.width, height: fixedDimension(input, 2) ?? wanted.height };
  const values = pictureTensor(picture.rgba, picture, size, size, files.normalisation);
  const [depth] = await session.runAll(new Map([[input, { values, shape: [1, 3, size.height, size.width] }]]), [output], true);
  const [height, width] = depth?.shape.slice(-2) ?? [];
  if (!depth || !width || !height || depth.data.length !== width * height) {
    throw new Fault(
      'package-unsupported',
      tr`The depth model answers with the shape ${depth?.shape.join(' × ') ?? tr`of nothing`}, where one value a pixel was expected.`,
      tr`Choose Depth Anything (small), exported to ONNX.`,
    );
  }
  return { kind: 'depth', width, height, nearness: nearnessOf(depth.data) };
}
