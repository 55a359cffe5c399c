import { Tensor } from 'onnxruntime-common';
import { expect, it } from 'vitest';
import { createNodeRuntime } from '../../../e2e/node-runtime/nodeRuntime';
import { nodeRuntimeInstalled } from '../../../e2e/node-runtime/nodeSession';
import { Graph } from '../graph/graph';
import { writeGraph } from '../onnx/writeGraph';
import { Strengths } from './strengths';
import { weightChange } from './weightChange';

const [outputs, inputs, window] = [2, 3, 4];
const dims = [outputs, inputs, 2, 2];
const numbers = Float32Array.from({ length: inputs * window + outputs + inputs }, (_, i) => Math.sin(1 + i));
const view = (begin: number, shape: readonly number[]) => {
  const sizeBytes = shape.reduce((all, side) => all * side, 4);
  return { file: 'style', dtype: 'F32', shape, offset: begin * 4, sizeBytes } as const;
};

/** ΔW that the graph gives for a convolution under a DoRA of rank 1. @param magnitudeShape of one number a channel. */
async function changed(weight: Float32Array, magnitudeShape: readonly number[], strength: number): Promise<Float32Array> {
  const graph = new Graph('change');
  const module = {
    kind: 'lora',
    down: view(0, [1, inputs, 2, 2]),
    up: view(inputs * window, [outputs, 1, 1, 1]),
    dora: view(inputs * window + outputs, magnitudeShape),
    scale: 0.5,
  } as const;
  const strengths = new Strengths(graph, 1);
  const of = graph.input('weight', 'float32', dims);
  graph.output('change', weightChange({ graph, strengths, lora: 0, module, dims, weight: of, type: 'float32' }), dims);
  const written = writeGraph(graph.finish(), () => 'side');
  const external = written.files.map((path) => ({ path, data: new Uint8Array(numbers.buffer) }));
  const session = await createNodeRuntime().createSession({ graph: written.graph, external });
  const { change } = await session.run({
    weight: new Tensor('float32', weight, dims),
    lora_strength_0: new Tensor('float32', Float32Array.of(strength), [1]),
  });
  await session.release();
  return change?.data as Float32Array;
}

/** The same by the formula: strength · (V · magnitude / ‖V‖ − W). @param channelOf the number of a weight's place. */
function byFormula(weight: Float32Array, strength: number, channelOf: (at: number) => number): number[] {
  const moved = Array.from(weight, (value, at) => {
    const [row, column] = [Math.floor(at / (inputs * window)), at % (inputs * window)];
    return value + 0.5 * (numbers[inputs * window + row] as number) * (numbers[column] as number);
  });
  return moved.map((value, at) => {
    const squares = moved.reduce((sum, other, place) => (channelOf(place) === channelOf(at) ? sum + other * other : sum), 0);
    const magnitude = numbers[inputs * window + outputs + channelOf(at)] as number;
    return strength * ((value * magnitude) / Math.sqrt(squares) - (weight[at] as number));
  });
}

it.skipIf(!nodeRuntimeInstalled).each([
  ['output', [outputs, 1, 1, 1], (at: number) => Math.floor(at / (inputs * window))],
  ['input', [1, inputs, 1, 1], (at: number) => Math.floor(at / window) % inputs],
] as const)('a DoRA on a convolution has one norm an %s channel', async (_, magnitudeShape, channelOf) => {
  const weight = Float32Array.from({ length: outputs * inputs * window }, (_value, i) => Math.cos(2 + 3 * i));
  const got = await changed(weight, magnitudeShape, 0.7);
  const wanted = byFormula(weight, 0.7, channelOf);
  for (const [at, value] of wanted.entries()) expect(got[at]).toBeCloseTo(value, 5);
});
