import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-common';
import type { Runtime } from '../../workers/runtime/runtime';
import { fromOrtTensor } from '../../workers/runtime/tensorTypes';

/** One tensor that went into a network or came out of it: little-endian float32 in `file`. */
interface RecordedTensor {
  readonly part: string;
  /** Counts the runs of that network from 0. */
  readonly call: number;
  readonly direction: 'in' | 'out';
  readonly name: string;
  readonly shape: readonly number[];
  readonly file: string;
}

export interface TensorRecord {
  /** Runs networks as the given one does, and keeps what goes in and out. */
  readonly runtime: Runtime;
  /** Writes `index.json` beside the tensors: their list, how long everything took, and the most memory that the process held. */
  finish(seconds: number): Promise<void>;
}

/** Records every input and output of every network as files in a folder, for comparison with another implementation. */
export async function recordTensors(base: Runtime, folder: string): Promise<TensorRecord> {
  await mkdir(folder, { recursive: true });
  const tensors: RecordedTensor[] = [];
  const keep = async (part: string, call: number, direction: 'in' | 'out', values: Readonly<Record<string, unknown>>): Promise<void> => {
    for (const [name, value] of Object.entries(values)) {
      const { data, shape } = await fromOrtTensor(value as OrtTensor);
      const file = `${part.replaceAll('/', '-')}.${call}.${direction}.${name}.f32`;
      await writeFile(join(folder, file), new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      tensors.push({ part, call, direction, name, shape, file });
    }
  };
  const recorded = (part: string, session: InferenceSession): InferenceSession => {
    let calls = 0;
    const { inputNames, outputNames, inputMetadata, outputMetadata } = session;
    return {
      ...{ inputNames, outputNames, inputMetadata, outputMetadata },
      run: async (feeds: InferenceSession.FeedsType, fetches: unknown) => {
        const call = calls++;
        await keep(part, call, 'in', feeds);
        const outputs = await session.run(feeds, fetches as readonly string[]);
        await keep(part, call, 'out', outputs);
        return outputs;
      },
      release: () => session.release(),
      startProfiling: () => undefined,
      endProfiling: () => undefined,
    };
  };
  return {
    runtime: {
      ...base,
      forPart: (part) => ({ ...base, createSession: async (model) => recorded(part, await base.createSession(model)) }),
    },
    finish: async (seconds) => {
      const peakBytes = process.resourceUsage().maxRSS * 1024;
      await writeFile(join(folder, 'index.json'), `${JSON.stringify({ seconds, peakBytes, tensors }, null, 1)}\n`);
    },
  };
}
