import { Graph, int, ints } from '../../networks/graph/graph';
import type { Value } from '../../networks/graph/graphModel';
import { writeGraph } from '../../networks/onnx/writeGraph';

/** The red of each keypoint's dot: 40, 45, 50 …, well above the black around them. */
export const redOf = (keypoint: number): number => 40 + 5 * keypoint;

/** ImageNet's mean and deviation of red. */
const [mean, deviation] = [0.485, 0.229];

/**
 * A pose model that finds dots by their red: scores are 1 on a pixel of a keypoint's own red, and fall to 0 within two steps of it.
 * @param form RTMPose's two outputs across and down, or ViTPose's heat maps, over 1 × 3 × 64 × 48 pixels
 */
export function poseGraph(form: 'simcc' | 'heatmaps', keypoints: number): Uint8Array {
  const graph = new Graph('pose');
  const picture = graph.input(form === 'simcc' ? 'input' : 'pixel_values', 'float32', ['batch', 3, 64, 48]);
  const red = graph.node('Slice', [picture, graph.integers([0]), graph.integers([1]), graph.integers([1])]);
  const reds = Array.from({ length: keypoints }, (_, i) => (redOf(i) / 255 - mean) / deviation);
  const off = graph.node('Abs', [graph.node('Sub', [red, graph.floats('reds', reds, [1, keypoints, 1, 1])])]);
  const worth = graph.floats('worth', [(255 * deviation) / 2], [1]);
  const scores = graph.node('Relu', [graph.node('Sub', [graph.floats('one', [1], [1]), graph.node('Mul', [off, worth])])]);
  const highest = (axis: number): Value => graph.node('ReduceMax', [scores], { attributes: { axes: ints(axis), keepdims: int(0) } });
  if (form === 'simcc') {
    graph.output('simcc_x', highest(2), ['batch', keypoints, 48]);
    graph.output('simcc_y', highest(3), ['batch', keypoints, 64]);
  } else graph.output('heatmaps', scores, ['batch', keypoints, 64, 48]);
  return writeGraph(graph.finish(), (file) => file).graph;
}
