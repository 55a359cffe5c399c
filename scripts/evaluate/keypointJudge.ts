import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import type { Size } from '../../workers/protocol/geometry';
import { toOrtTensor } from '../../workers/runtime/tensorTypes';
import { planes } from './judge';
import type { Point } from './people';

/** Says where the keypoints of a picture's person are: a network trained on drawn people (`training/train_keypoints.py`). */
export interface KeypointJudge {
  /** @param rgb three bytes a pixel of a picture of 256². @returns 18 points in OpenPose's order */
  look(rgb: Uint8Array, size: Size): Promise<readonly Point[]>;
}

/** Opens keypoints.onnx in a folder. */
export async function openKeypointJudge(folder: string): Promise<KeypointJudge> {
  const session = await createNodeRuntime().createSession({ graph: await readFile(join(folder, 'keypoints.onnx')), external: [] });
  return {
    async look(rgb, { width, height }) {
      const { heat } = await session.run({ sample: toOrtTensor('float32', planes(rgb, width * height), [1, 3, height, width]) });
      if (!(heat?.data instanceof Float32Array))
        throw new Error('The judge of poses gave no scores; is keypoints.onnx the one of training/train_keypoints.py?');
      const [, count = 0, rows = 0, columns = 0] = heat.dims;
      const cells = rows * columns;
      const { data } = heat;
      return Array.from({ length: count }, (_, i) => placeIn(data.subarray(i * cells, (i + 1) * cells), columns));
    },
  };
}

/** How far from the likeliest cell others still have a say. */
const reach = 2;

/** The mean of the cells around the likeliest one, by their likelihood. @param scores rows × columns, logits */
export function placeIn(scores: Float32Array, columns: number): Point {
  const best = scores.reduce((at, score, i) => (score > (scores[at] ?? 0) ? i : at), 0);
  const [bestRow, bestColumn, rows] = [Math.floor(best / columns), best % columns, scores.length / columns];
  let [sum, x, y] = [0, 0, 0];
  for (let row = Math.max(0, bestRow - reach); row <= Math.min(rows - 1, bestRow + reach); row++)
    for (let column = Math.max(0, bestColumn - reach); column <= Math.min(columns - 1, bestColumn + reach); column++) {
      const share = Math.exp((scores[row * columns + column] ?? 0) - (scores[best] ?? 0));
      [sum, x, y] = [sum + share, x + share * (column + 0.5), y + share * (row + 0.5)];
    }
  return [x / sum / columns, y / sum / rows];
}
