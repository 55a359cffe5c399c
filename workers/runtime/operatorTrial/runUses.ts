import type { InferenceSession } from 'onnxruntime-common';
import { Graph } from '../../networks/graph/graph';
import { LoraBranches } from '../../networks/lora/loraBranches';
import { Net } from '../../networks/net';
import { writeGraph } from '../../networks/onnx/writeGraph';
import { plainOptions, type GraphOptions } from '../../networks/options';
import { sideBytes } from '../../packages/checkpoint/sideBytes';
import type { Tensor } from '../../protocol/tensor';
import type { ModelBytes, Runtime } from '../runtime';
import { fromOrtTensor, toOrtTensor } from '../tensorTypes';
import type { OperatorUse } from './operators';
import { trialWeights, waves } from './trialWeights';

const sidePath = 'trial.side';
const inputName = (use: number, input: number): string => `in_${use}_${input}`;
const outputName = (use: number, { operator }: OperatorUse): string => `${operator} ${use}`;

/** Uses of operators as one network, ready to run any number of times. */
export interface OpenUses {
  /** What comes out of each use, in their order. */
  run(): Promise<readonly Tensor[]>;
  release(): Promise<void>;
}

/** Opens uses of operators as one graph. Throws what the runtime throws where it refuses one of them. */
export async function openUses(runtime: Runtime, uses: readonly OperatorUse[], compute: GraphOptions['compute']): Promise<OpenUses> {
  const session = await runtime.createSession(await graphOf(uses, compute));
  return { run: () => runOnce(session, uses), release: () => session.release() };
}

async function runOnce(session: InferenceSession, uses: readonly OperatorUse[]): Promise<readonly Tensor[]> {
  const feeds = Object.fromEntries(
    uses.flatMap(({ inputs }, use) =>
      inputs.map((shape, input) => {
        const count = shape.reduce((product, side) => product * side, 1);
        return [inputName(use, input), toOrtTensor('float32', waves(count, input), shape)] as const;
      }),
    ),
  );
  try {
    const outputs = await session.run(
      feeds,
      uses.map((one, use) => outputName(use, one)),
    );
    const answers: Tensor[] = [];
    for (const [use, one] of uses.entries()) {
      const name = outputName(use, one);
      const output = outputs[name];
      if (!output) throw new Error(`no output “${name}”`);
      answers.push(await fromOrtTensor(output as Parameters<typeof fromOrtTensor>[0]));
      output.dispose();
    }
    return answers;
  } finally {
    for (const feed of Object.values(feeds)) feed.dispose();
  }
}

async function graphOf(uses: readonly OperatorUse[], compute: GraphOptions['compute']): Promise<ModelBytes> {
  const prefix = (use: number): string => `use_${use}.`;
  const weights = trialWeights(
    new Map(uses.flatMap((use, i) => Object.entries(use.weights ?? {}).map(([name, shape]) => [prefix(i) + name, shape] as const))),
  );
  const type = compute === 'fp16' ? 'float16' : 'float32';
  const graph = new Graph('operators');
  const loras = new LoraBranches(graph, type, []);
  for (const [i, use] of uses.entries()) {
    const options = { ...plainOptions, compute, ...use.options };
    const net = new Net({ graph, weights: weights.table, options, type, loras }, prefix(i));
    const inputs = use.inputs.map((shape, input) => graph.cast(graph.input(inputName(i, input), 'float32', shape), type));
    const answer = graph.cast(use.build(net, inputs), 'float32');
    // What comes out has its own shape; a free one stands for it.
    const rank = use.inputs[0]?.length ?? 0;
    graph.output(
      outputName(i, use),
      answer,
      Array.from({ length: rank }, (_, side) => `side_${i}_${side}`),
    );
  }
  const written = writeGraph(graph.finish(), () => sidePath);
  const external: { path: string; data: Uint8Array }[] = written.files.map((path) => ({ path, data: weights.bytes }));
  for (const [path, jobs] of written.sideFiles) external.push({ path, data: await sideBytes(jobs, [weights.file]) });
  return { graph: written.graph, external };
}
