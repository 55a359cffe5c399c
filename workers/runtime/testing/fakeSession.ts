import { Tensor, type InferenceSession } from 'onnxruntime-common';
import type { Runtime } from '../runtime';

type Shape = readonly (number | string)[];

export interface FakeNetwork {
  readonly inputs: Readonly<Record<string, readonly [type: Tensor.Type, shape: Shape]>>;
  readonly outputs: Readonly<Record<string, readonly [type: Tensor.Type, shape: Shape]>>;
  /** Answers a run; what it was fed is recorded in `runs`. */
  readonly answer: (feeds: Readonly<Record<string, Tensor>>) => Readonly<Record<string, Tensor>>;
}

export interface FakeRun {
  readonly type: Tensor.Type;
  readonly dims: readonly number[];
  readonly values: readonly number[];
}

/**
 * A session without ORT, for tests: says what the network says of itself, remembers what it was fed, and counts the tensors it
 * met and those disposed of.
 */
export function fakeSession(
  network: FakeNetwork,
): InferenceSession & { readonly runs: Record<string, FakeRun>[]; readonly disposed: () => number; readonly met: () => number } {
  const runs: Record<string, FakeRun>[] = [];
  let disposed = 0;
  const seen = new Set<Tensor>();
  const counted = (tensor: Tensor): Tensor => {
    if (seen.has(tensor)) return tensor;
    seen.add(tensor);
    const dispose = tensor.dispose.bind(tensor);
    tensor.dispose = () => {
      disposed += 1;
      dispose();
    };
    return tensor;
  };
  return {
    runs,
    disposed: () => disposed,
    met: () => seen.size,
    inputNames: Object.keys(network.inputs),
    outputNames: Object.keys(network.outputs),
    inputMetadata: metadata(network.inputs),
    outputMetadata: metadata(network.outputs),
    run: (feeds: InferenceSession.FeedsType) => {
      const given = Object.fromEntries(Object.entries(feeds).map(([name, value]) => [name, counted(value as Tensor)]));
      runs.push(Object.fromEntries(Object.entries(given).map(([name, tensor]) => [name, record(tensor)])));
      return Promise.resolve(Object.fromEntries(Object.entries(network.answer(given)).map(([name, tensor]) => [name, counted(tensor)])));
    },
    release: () => Promise.resolve(),
    startProfiling: () => undefined,
    endProfiling: () => undefined,
  };
}

/** A runtime that hands out the given sessions, one after the other. */
export function fakeRuntime(...sessions: readonly InferenceSession[]): Runtime {
  let next = 0;
  return {
    provider: 'wasm',
    failure: () => null,
    createSession: () => {
      const session = sessions[next++];
      return session ? Promise.resolve(session) : Promise.reject(new Error('no more sessions'));
    },
  };
}

/** A float32 tensor whose values count upwards, so that no check mistakes it for a broken one. */
export function ramp(dims: readonly number[], from = 0): Tensor {
  const size = dims.reduce((product, dimension) => product * dimension, 1);
  return new Tensor(
    'float32',
    Float32Array.from({ length: size }, (_, i) => from + i),
    dims,
  );
}

function record(tensor: Tensor): FakeRun {
  return { type: tensor.type, dims: [...tensor.dims], values: Array.from(tensor.data as ArrayLike<number | bigint>, Number) };
}

function metadata(values: FakeNetwork['inputs']): InferenceSession.ValueMetadata[] {
  return Object.entries(values).map(([name, [type, shape]]) => ({ name, isTensor: true, type, shape }));
}
