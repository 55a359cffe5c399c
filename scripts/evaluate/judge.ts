import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tensor } from 'onnxruntime-common';
import { z } from 'zod';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import type { Size } from '../../workers/protocol/geometry';
import { toOrtTensor } from '../../workers/runtime/tensorTypes';
import { thingsOf, wholeOf, type Verdict } from './verdict';

const labelsSchema = z.object({
  kinds: z.array(z.string()).min(1),
  colours: z.array(z.string()).min(1),
  firstThing: z.int().min(0),
  whole: z.record(z.string(), z.array(z.string()).min(1)),
});

/** The names behind the classifier's scores. */
export type JudgeLabels = z.infer<typeof labelsSchema>;

/** Says what a picture of 256² shows: a classifier trained on the ground truth of drawn scenes (`training/train_judge.py`). */
export interface Judge {
  /** @param rgb three bytes a pixel. */
  look(rgb: Uint8Array, size: Size): Promise<Verdict>;
}

/** Opens judge.onnx and judge.json in a folder. */
export async function openJudge(folder: string): Promise<Judge> {
  const labels = labelsSchema.parse(JSON.parse(await readFile(join(folder, 'judge.json'), 'utf8')));
  const session = await createNodeRuntime().createSession({ graph: await readFile(join(folder, 'judge.onnx')), external: [] });
  return {
    async look(rgb, { width, height }) {
      const made = await session.run({ sample: toOrtTensor('float32', planes(rgb, width * height), [1, 3, height, width]) });
      const [cells, whole] = [scores(made.cells), scores(made.whole)];
      const [rows, columns] = [made.cells?.dims[2] ?? 0, made.cells?.dims[3] ?? 0];
      return { ...thingsOf(cells, { width: columns, height: rows }, labels), whole: wholeOf(whole, labels.whole) };
    },
  };
}

/** Interleaved bytes as planes in −1…1. */
export function planes(rgb: Uint8Array, pixels: number): Float32Array {
  const out = new Float32Array(3 * pixels);
  for (let i = 0; i < pixels; i++) for (let c = 0; c < 3; c++) out[c * pixels + i] = (rgb[i * 3 + c] ?? 0) / 127.5 - 1;
  return out;
}

function scores(tensor: Tensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array))
    throw new Error('The judge gave no scores; is judge.onnx the one of training/train_judge.py?');
  return tensor.data;
}
