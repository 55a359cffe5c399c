import type { InferenceSession } from 'onnxruntime-common';
import type { Runtime } from '../../workers/runtime/runtime';

/** One run of a network, by performance.now(). */
export interface NetworkRun {
  readonly startMs: number;
  readonly endMs: number;
}

/** Its overloads as one. */
type Run = (feeds: InferenceSession.FeedsType, ...more: readonly unknown[]) => Promise<InferenceSession.ReturnType>;

/** What the networks of a runtime took. */
export interface NetworkClock {
  readonly runtime: Runtime;
  /** The runs of the network with that input since the last `reset`. */
  readonly of: (input: string) => readonly NetworkRun[];
  readonly reset: () => void;
}

/** The same runtime, with a clock around each network's run: all that an edit takes beside it is ours. */
export function timedRuntime(runtime: Runtime): NetworkClock {
  const networks: { readonly inputs: readonly string[]; runs: NetworkRun[] }[] = [];
  const timed = (session: InferenceSession): InferenceSession => {
    const network = { inputs: session.inputNames, runs: [] as NetworkRun[] };
    networks.push(network);
    const run = session.run.bind(session) as Run;
    const clocked: Run = async (...given) => {
      const startMs = performance.now();
      try {
        return await run(...given);
      } finally {
        network.runs.push({ startMs, endMs: performance.now() });
      }
    };
    session.run = clocked;
    return session;
  };
  return {
    runtime: { ...runtime, createSession: async (model) => timed(await runtime.createSession(model)) },
    of: (input) => networks.filter(({ inputs }) => inputs.includes(input)).flatMap(({ runs }) => runs),
    reset: () => networks.forEach((network) => (network.runs = [])),
  };
}
