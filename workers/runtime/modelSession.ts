import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-common';
import { strengthIndex } from '../networks/lora/strengths';
import { pickValue, type ValueWish } from '../packages/graphValues';
import { Fault } from '../protocol/faults';
import type { Tensor } from '../protocol/tensor';
import { checkOutput } from './checkOutput';
import type { ModelBytes, Runtime } from './runtime';
import type { SerialQueue } from './serialQueue';
import { sessionFault } from './sessionFault';
import { fromOrtTensor, toOrtTensor } from './tensorTypes';
import { tr } from '../texts/texts';
import { sideInWords } from '../texts/words';

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

/** Plain numbers, or a tensor from {@link ModelSession.keep}. */
export type Given = Feed | OrtTensor;
export type Feeds = ReadonlyMap<TensorSpec, Given>;

/** Far more than one evaluation is fed; the oldest go first. */
const keptTensors = 96;

/** One network, ready to run: takes and returns plain numbers, in the types that its file asks for. */
export class ModelSession {
  private readonly kept = new Map<string, OrtTensor>();
  /** Fed at every run, to the inputs that LoRAs add. */
  private strengths: readonly number[] = [];

  private constructor(
    private readonly session: InferenceSession,
    private readonly runtime: Runtime,
    private readonly queue: SerialQueue,
    /** How the network is called in sentences: “UNet”, “text encoder”. */
    readonly stage: string,
    readonly inputs: readonly TensorSpec[],
    readonly outputs: readonly TensorSpec[],
    /** The strengths of LoRAs, which whoever runs the network need not know of. */
    private readonly strengthInputs: readonly TensorSpec[],
  ) {}

  /** Makes the session. Throws a Fault where ORT refuses the file. */
  static async open(runtime: Runtime, queue: SerialQueue, stage: string, model: ModelBytes): Promise<ModelSession> {
    const session = await queue
      .enqueue(() => runtime.createSession(model))
      .catch((thrown: unknown) => {
        throw sessionFault(thrown, stage, 'load', runtime);
      });
    const inputs = specs(session.inputMetadata);
    const isStrength = ({ name }: TensorSpec): boolean => strengthIndex(name) !== null;
    return new ModelSession(
      ...([session, runtime, queue, stage] as const),
      inputs.filter((input) => !isStrength(input)),
      specs(session.outputMetadata),
      inputs.filter(isStrength),
    );
  }

  /** How strongly each of the network's LoRAs changes it from now on, in the order of its inputs; what is left out counts nothing. */
  setStrengths(strengths: readonly number[]): void {
    this.strengths = strengths;
  }

  /** Names the strengths that are set: answers under equal ones can be kept. */
  get strengthName(): string {
    return this.strengths.join(' ');
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

  /** The input that a wish means: by name, or as the only candidate. Throws a Fault naming what the file has instead. */
  inputFor(wish: ValueWish): TensorSpec {
    return pickValue(this.inputs, wish) ?? this.refuse('input', wish.names, this.inputs);
  }

  /** As `inputFor`, of the outputs. */
  outputFor(wish: ValueWish): TensorSpec {
    return pickValue(this.outputs, wish) ?? this.refuse('output', wish.names, this.outputs);
  }

  /**
   * A tensor that stays the same from step to step: made once by `make`, and alive until `dropKept`.
   * @param key what it holds; the same key means the same numbers.
   */
  keep(spec: TensorSpec, key: string, make: () => Feed): OrtTensor {
    const name = `${spec.name} ${key}`;
    const known = this.kept.get(name);
    this.kept.delete(name);
    const tensor = known ?? this.convert(spec, make());
    this.kept.set(name, tensor);
    const [oldest] = this.kept;
    if (this.kept.size > keptTensors && oldest) {
      this.kept.delete(oldest[0]);
      oldest[1].dispose();
    }
    return tensor;
  }

  /** Disposes of every kept tensor. */
  dropKept(): void {
    for (const tensor of this.kept.values()) tensor.dispose();
    this.kept.clear();
  }

  /**
   * Runs the network once and returns one of its outputs, which is checked: NaN, infinite and constant outputs are
   * Faults `not-finite` that name the stage. Throws `device-lost` and `out-of-memory` where the device failed.
   */
  async run(feeds: Feeds, wanted: TensorSpec): Promise<Tensor> {
    const [output] = await this.runAll(feeds, [wanted]);
    if (!output) throw new Error(`no output “${wanted.name}”`);
    return output;
  }

  /** As `run`, with several outputs, in the order they were asked for. @param mayBeConstant for outputs that may rightly be all zeros. */
  async runAll(feeds: Feeds, wanted: readonly TensorSpec[], mayBeConstant = false): Promise<readonly Tensor[]> {
    const outputs = await this.queue
      .enqueue(() => this.evaluate(feeds, wanted))
      .catch((thrown: unknown) => {
        throw sessionFault(thrown, this.stage, 'run', this.runtime);
      });
    const failure = this.runtime.failure();
    if (failure) throw failure;
    for (const output of outputs) checkOutput(output, this.stage, mayBeConstant);
    return outputs;
  }

  async release(): Promise<void> {
    this.dropKept();
    await this.queue.enqueue(() => this.session.release());
  }

  private async evaluate(feeds: Feeds, wanted: readonly TensorSpec[]): Promise<readonly Tensor[]> {
    const given: Record<string, OrtTensor> = {};
    const made: OrtTensor[] = [];
    let outputs: InferenceSession.ReturnType = {};
    try {
      for (const [spec, feed] of feeds) {
        const tensor = 'values' in feed ? this.convert(spec, feed) : feed;
        if (tensor !== feed) made.push(tensor);
        given[spec.name] = tensor;
      }
      for (const spec of this.strengthInputs) {
        const tensor = this.convert(spec, { values: [this.strengths[strengthIndex(spec.name) ?? 0] ?? 0], shape: [1] });
        made.push(tensor);
        given[spec.name] = tensor;
      }
      outputs = await this.session.run(
        given,
        wanted.map((spec) => spec.name),
      );
      const answers: Tensor[] = [];
      for (const { name } of wanted) {
        const output = outputs[name];
        if (!output) throw new Error(`no output “${name}”`);
        answers.push(await fromOrtTensor(output));
      }
      return answers;
    } finally {
      for (const tensor of [...made, ...Object.values(outputs)]) tensor.dispose();
    }
  }

  private convert(spec: TensorSpec, { values, shape }: Feed): OrtTensor {
    return toOrtTensor(spec.type, values, shape);
  }

  private refuse(kind: 'input' | 'output', names: readonly string[], specs: readonly TensorSpec[]): never {
    const has = specs.map((spec) => spec.name).join(', ') || 'none';
    throw new Fault(
      'package-unsupported',
      tr`The ${this.stage} has no ${sideInWords(kind)} “${names.join('” or “')}” (it has: ${has}).`,
      tr`The package was made by an exporter that Sfumato does not know. Choose another package.`,
    );
  }
}

function specs(metadata: readonly InferenceSession.ValueMetadata[]): TensorSpec[] {
  return metadata.flatMap((value) => (value.isTensor ? [{ name: value.name, type: value.type, shape: value.shape }] : []));
}
