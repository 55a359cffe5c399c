import { jointsAmong } from '../maps/pose/keypointOrders';
import { Fault } from '../protocol/faults';
import { tr } from '../texts/texts';

/** An input or an output as a graph's header or a session tells it. */
interface Value {
  readonly name: string;
  readonly shape: readonly (number | string)[] | null;
}

/** How a pose model answers, by the names of its outputs. */
export type PoseForm =
  /** A score for each place across and down: (1, keypoints, columns) and (1, keypoints, rows). */
  | { readonly kind: 'simcc'; readonly input: string; readonly across: string; readonly down: string }
  /** A score for each cell: (1, keypoints, rows, columns). */
  | { readonly kind: 'heatmaps'; readonly input: string; readonly heat: string };

const numberOf = (dimension: number | string | undefined): number | null =>
  typeof dimension === 'number' && dimension > 0 ? dimension : null;

/** Whether a dimension can be a number of keypoints that is known: one that is free is seen when the network answers. */
const mayBeKeypoints = (dimension: number | string | undefined): boolean => {
  const count = numberOf(dimension);
  return count === null || jointsAmong(count) !== null;
};

/**
 * Tells from inputs and outputs how a network finds one person's joints: RTMPose and DWPose by SimCC, ViTPose, HRNet and OpenPose's
 * descendants by heat maps of 17, 18, 19, 25, 26 or 133 keypoints.
 * @throws Fault `package-unsupported` for a network of another form
 */
export function poseForm(inputs: readonly Value[], outputs: readonly Value[]): PoseForm {
  const [input, ...more] = inputs;
  const channels = input?.shape?.[1];
  if (!input || more.length > 0 || input.shape?.length !== 4 || (numberOf(channels) ?? 3) !== 3)
    throw unknown(
      tr`It takes ${inputs.map(inWords).join(' and ') || tr`nothing`}, where one picture of 1 × 3 × height × width is expected.`,
    );
  const heat = outputs.find(({ shape }) => shape?.length === 4 && mayBeKeypoints(shape[1]));
  const lines = outputs.filter(({ shape }) => shape?.length === 3 && mayBeKeypoints(shape[1]));
  const across = lines.find(({ name }) => /x$/i.test(name)) ?? lines[0];
  const down = lines.find((other) => other !== across && /y$/i.test(other.name)) ?? lines.find((other) => other !== across);
  if (across && down && lines.length === 2) return { kind: 'simcc', input: input.name, across: across.name, down: down.name };
  if (heat) return { kind: 'heatmaps', input: input.name, heat: heat.name };
  throw unknown(
    tr`It gives ${outputs.map(inWords).join(' and ') || tr`nothing`}, where heat maps of 17, 18, 19, 25, 26 or 133 keypoints, or two such outputs across and down, are expected.`,
  );
}

const inWords = ({ name, shape }: Value): string => tr`“${name}” of ${shape?.map((side) => side || '?').join(' × ') ?? tr`no told shape`}`;

const unknown = (what: string): Fault =>
  new Fault(
    'package-unsupported',
    tr`This network is no pose model that is known here. ${what}`,
    tr`Choose RTMPose, DWPose (dw-ll_ucoco_384.onnx) or ViTPose.`,
  );
