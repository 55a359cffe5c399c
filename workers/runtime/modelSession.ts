import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-common';
import { Fault } from '../protocol/faults';
import type { Tensor } from '../protocol/tensor';
import { checkOutput } from './checkOutput';
import type { ModelBytes, Runtime } from './runtime';
import type { SerialQueue } from './serialQueue';
import { sessionFault } from './sessionFault';
import { fromOrtTensor, toOrtTensor } from './tensorTypes';

/** An input or output as the network's file describes it; a dimension is a number or, where it is free, a name. */
export interface TensorSpec {
  readonly name: string;
  readonly type: OrtTensor.Type;
  readonly shape: readonly (number | string)[];
}

/** Plain numbers for one input. */
export interface Feed {
  readonly values: ArrayLike<number>;
  readonly shape: readonly number[];
}

/** One network, ready to run: takes and returns plain numbers, in the types that its file asks for. */
export class ModelSession {
  private constructor(
    private readonly session: InferenceSession,
    private readonly runtime: Runtime,
    private readonly queue: SerialQueue,
    /** How the network is called in sentences: “UNet”, “text encoder”. */
    readonly stage: string,
    readonly inputs: readonly TensorSpec[],
    readonly outputs: readonly TensorSpec[],
  ) {}

  /** Makes the session. Throws a Fault where ORT refuses the file. */
  static async open(runtime: Runtime, queue: SerialQueue, stage: string, model: ModelBytes): Promise<ModelSession> {
    const session = await queue.enqueue(() => runtime.createSession(model)).catch((thrown: unknown) => {
      throw sessionFault(thrown, stage, 'load', runtime);
    });
    return new ModelSession(session, runtime, queue, stage, specs(session.inputMetadata), specs(session.outputMetadata));
  }

  /** The first input among `names`, or null: exporters call the same thing differently. */
  findInput(...names: readonly string[]): TensorSpec | null {
    return this.inputs.find((input) => names.includes(input.name)) ?? null;
  }

  /** The first output among `names`, or null. */
  findOutput(...names: readonly string[]): TensorSpec | null {
    return this.outputs.find((output) => names.includes(output.name)) ?? null;
  }

  /** As `findInput`; throws a Fault naming what the file has instead. */
  input(...names: readonly string[]): TensorSpec {
    return this.findInput(...names) ?? this.refuse('input', names, this.inputs);
  }

  /** As `findOutput`; a network with a single output needs no name. */
  output(...names: readonly string[]): TensorSpec {
    const only = this.outputs.length === 1 ? this.outputs[0] : undefined;
    return this.findOutput(...names) ?? only ?? this.refuse('output', names, this.outputs);
  }

  /**
   * Runs the network once and returns one of its outputs, which is checked: NaN, infinite and constant outputs are
   * Faults `not-finite` that name the stage. Throws `device-lost` and `out-of-memory` where the device failed.
   */
  async run(feeds: ReadonlyMap<TensorSpec, Feed>, wanted: TensorSpec): Promise<Tensor> {
    const output = await this.queue.enqueue(() => this.evaluate(feeds, wanted)).catch((thrown: unknown) => {
      throw sessionFault(thrown, this.stage, 'run', this.runtime);
    });
    const failure = this.runtime.failure();
    if (failure) throw failure;
    checkOutput(output, this.stage);
    return output;
  }

  async release(): Promise<void> {
    await this.queue.enqueue(() => this.session.release());
  }

  private async evaluate(feeds: ReadonlyMap<TensorSpec, Feed>, wanted: TensorSpec): Promise<Tensor> {
    const given: Record<string, OrtTensor> = {};
    for (const [spec, feed] of feeds) given[spec.name] = toOrtTensor(spec.type, feed.values, feed.shape);
    let outputs: InferenceSession.ReturnType = {};
    try {
      outputs = await this.session.run(given, [wanted.name]);
      const output = outputs[wanted.name];
      if (!output) throw new Error(`no output “${wanted.name}”`);
      return await fromOrtTensor(output);
    } finally {
      for (const tensor of [...Object.values(given), ...Object.values(outputs)]) tensor.dispose();
    }
  }

  private refuse(kind: string, names: readonly string[], specs: readonly TensorSpec[]): never {
    const has = specs.map((spec) => spec.name).join(', ') || 'none';
    throw new Fault('package-unsupported', `The ${this.stage} has no ${kind} “${names.join('” or “')}” (it has: ${has}).`, 'The package was made by an exporter that Sfumato does not know. Choose another package.');
  }
}

function specs(metadata: readonly InferenceSession.ValueMetadata[]): TensorSpec[] {
  return metadata.flatMap((value) => (value.isTensor ? [{ name: value.name, type: value.type, shape: value.shape }] : []));
}
