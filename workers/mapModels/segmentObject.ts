import { Fault } from '../protocol/faults';
import type { Rect, Size } from '../protocol/geometry';
import type { MapModelAnswer, MapModelPicture, MapModelRequest, PromptPoint } from '../protocol/mapModels';
import type { Tensor } from '../protocol/tensor';
import { fixedDimension } from '../runtime/fixedShape';
import type { Given, ModelSession, TensorSpec } from '../runtime/modelSession';
import type { MapModelPackage } from './mapModelPackage';
import { bestMask, maskCoverage } from './maskCoverage';
import { fittedSize } from './modelSides';
import { pictureTensor } from './pictureTensor';
import { tr } from '../texts/texts';

/** What SAM was trained with. */
const usualSidePx = 1024;

/** A picture as the encoder understood it, and how it lay in the encoder's square frame. */
export interface PictureEmbedding {
  readonly outputs: readonly { readonly name: string; readonly tensor: Tensor }[];
  readonly framePx: number;
  readonly content: Size;
}

type SegmentRequest = Extract<MapModelRequest, { kind: 'segment' }>;

/** The slow half: `pixel_values` (1, 3, 1024, 1024), the longer side fitted and the rest 0 → every output of the encoder. */
export async function embedPicture(session: ModelSession, files: MapModelPackage, picture: MapModelPicture): Promise<PictureEmbedding> {
  const input = session.input('pixel_values', 'image', 'input');
  const framePx = fixedDimension(input, 3) ?? fixedDimension(input, 2) ?? files.sidePx ?? usualSidePx;
  const content = fittedSize(picture, framePx);
  const values = pictureTensor(picture.rgba, picture, content, { width: framePx, height: framePx }, files.normalisation);
  const tensors = await session.runAll(new Map([[input, { values, shape: [1, 3, framePx, framePx] }]]), session.outputs, true);
  return {
    outputs: tensors.flatMap((tensor, i) => (session.outputs[i] ? [{ name: session.outputs[i].name, tensor }] : [])),
    framePx,
    content,
  };
}

/**
 * The quick half: points in the frame's pixels, labels 1 (of the object) and 0 (not of it) and the embeddings → three masks, of
 * which the best is taken. Published exports of SAM have no label for the corners of a box; only where the network has an input
 * `input_boxes` is the box handed to it. Else its middle stands for it, unless a point that adds was given.
 */
export async function segmentObject(
  session: ModelSession,
  { outputs, framePx, content }: PictureEmbedding,
  picture: Size,
  request: SegmentRequest,
): Promise<Extract<MapModelAnswer, { kind: 'segment' }>> {
  const scaleX = content.width / picture.width;
  const scaleY = content.height / picture.height;
  const boxInput = session.findInput('input_boxes');
  const points = promptPoints(request, boxInput !== null);
  const feeds = new Map<TensorSpec, Given>();
  const pointInput = session.input('input_points', 'point_coords');
  const leading = Array.from({ length: Math.max(1, pointInput.shape.length - 2) }, () => 1);
  feeds.set(pointInput, { values: points.flatMap(({ x, y }) => [x * scaleX, y * scaleY]), shape: [...leading, points.length, 2] });
  feeds.set(session.input('input_labels', 'point_labels'), {
    values: points.map(({ adds }) => (adds ? 1 : 0)),
    shape: [...leading, points.length],
  });
  const { box } = request;
  if (boxInput && box)
    feeds.set(boxInput, {
      values: [box.x * scaleX, box.y * scaleY, (box.x + box.width) * scaleX, (box.y + box.height) * scaleY],
      shape: [1, 1, 4],
    });
  for (const { name, tensor } of outputs) {
    const input = session.findInput(name);
    if (input) feeds.set(input, { values: tensor.data, shape: tensor.shape });
  }
  const unfed = session.inputs.find((input) => !feeds.has(input));
  if (unfed)
    throw new Fault(
      'package-unsupported',
      tr`The mask decoder wants “${unfed.name}”, which the picture encoder of this package does not give.`,
      tr`Take both networks from the same export of SlimSAM.`,
    );
  const [masks, scores] = await session.runAll(
    feeds,
    [session.output('pred_masks', 'masks'), session.output('iou_scores', 'iou_predictions')],
    true,
  );
  const sidePx = masks?.shape.at(-1) ?? 0;
  if (!masks || !scores || sidePx === 0 || masks.data.length !== scores.data.length * sidePx * sidePx) {
    throw new Fault(
      'package-unsupported',
      tr`The mask decoder answers with the shape ${masks?.shape.join(' × ') ?? tr`of nothing`}, where one square mask a score was expected.`,
      tr`Choose SlimSAM, exported to ONNX.`,
    );
  }
  const maskScale = sidePx / framePx;
  const boxInMask = box && scaled(box, scaleX * maskScale, scaleY * maskScale);
  const best = bestMask(masks.data, scores.data, sidePx, boxInMask);
  const inMask = { width: content.width * maskScale, height: content.height * maskScale };
  const coverage = maskCoverage(masks.data.subarray(best * sidePx * sidePx, (best + 1) * sidePx * sidePx), sidePx, inMask, picture, box);
  return { kind: 'segment', width: picture.width, height: picture.height, coverage, score: scores.data[best] ?? 0 };
}

function promptPoints({ points, box }: SegmentRequest, takesBox: boolean): readonly PromptPoint[] {
  if (points.some(({ adds }) => adds) || (takesBox && box && points.length > 0)) return points;
  if (box) return [...points, { x: box.x + box.width / 2, y: box.y + box.height / 2, adds: true }];
  throw new Fault('bad-map', tr`Nothing says yet which object is meant.`, tr`Click the object, or draw a box around it.`);
}

function scaled({ x, y, width, height }: Rect, scaleX: number, scaleY: number): Rect {
  return { x: x * scaleX, y: y * scaleY, width: width * scaleX, height: height * scaleY };
}
