import type { Conditioning, Denoiser } from '../diffusion/contracts';
import { guide, isGuided } from '../diffusion/guidance';
import { Fault } from '../protocol/faults';
import type { Tensor } from '../protocol/tensor';
import { fixedDimension, requireSides } from './fixedShape';
import type { Feed, ModelSession, TensorSpec } from './modelSession';

/** One picture's latents and the text it is to follow: a row of a batch. */
interface Row {
  readonly latents: Float32Array;
  readonly text: Tensor;
}

/**
 * The UNet as the methods know it. Text embeddings are (1, tokens, width). A guidance pair goes through as one batch of
 * two, or as two of one where the file's batch is fixed; a fixed batch larger than needed is filled up.
 */
export class Unet implements Denoiser<Tensor> {
  private readonly sample: TensorSpec;
  private readonly timestep: TensorSpec;
  private readonly text: TensorSpec;
  private readonly prediction: TensorSpec;

  /** Throws a Fault `package-unsupported` where the file wants inputs that nothing here can give. */
  constructor(private readonly session: ModelSession) {
    this.sample = session.input('sample', 'latent_model_input');
    this.timestep = session.input('timestep', 't');
    this.text = session.input('encoder_hidden_states');
    this.prediction = session.output('out_sample', 'sample', 'latent', 'noise_pred');
    const known = [this.sample, this.timestep, this.text];
    const strange = session.inputs.filter((input) => !known.includes(input)).map((input) => input.name);
    if (strange.length > 0) {
      throw new Fault('package-unsupported', `The UNet wants inputs that this version cannot give: ${strange.join(', ')}.`, 'Choose another package.');
    }
  }

  async predict(latents: Tensor, timestep: number, conditioning: Conditioning<Tensor>): Promise<Tensor> {
    const [batch = 1, , height = 0, width = 0] = latents.shape;
    requireSides(this.sample, this.session.stage, height, width);
    const size = latents.data.length / batch;
    const rows = (text: Tensor): Row[] => Array.from({ length: batch }, (_, i) => ({ latents: latents.data.subarray(i * size, (i + 1) * size), text }));
    if (!isGuided(conditioning)) return { data: await this.evaluate(rows(conditioning.conditional), latents.shape, timestep), shape: latents.shape };
    const { conditional, unconditional, guidanceScale, guidanceRescale } = conditioning;
    const both = await this.evaluatePair(rows(unconditional), rows(conditional), latents.shape, timestep);
    return guide({ data: both.second, shape: latents.shape }, { data: both.first, shape: latents.shape }, guidanceScale, guidanceRescale);
  }

  private async evaluatePair(first: readonly Row[], second: readonly Row[], shape: readonly number[], timestep: number): Promise<{ first: Float32Array; second: Float32Array }> {
    const size = shape.slice(1).reduce((product, side) => product * side, first.length);
    if (first[0]?.text.shape[1] === second[0]?.text.shape[1]) {
      const both = await this.evaluate([...first, ...second], shape, timestep);
      return { first: both.subarray(0, size), second: both.subarray(size) };
    }
    return { first: await this.evaluate(first, shape, timestep), second: await this.evaluate(second, shape, timestep) };
  }

  /** Any number of rows, in as few runs as the file's batch allows. */
  private async evaluate(rows: readonly Row[], shape: readonly number[], timestep: number): Promise<Float32Array> {
    const perRun = fixedDimension(this.sample, 0) ?? rows.length;
    const size = rows[0]?.latents.length ?? 0;
    const out = new Float32Array(rows.length * size);
    for (let start = 0; start < rows.length; start += perRun) {
      const part = rows.slice(start, start + perRun);
      const filled = Array.from({ length: perRun }, (_, i) => part[i] ?? (part[0] as Row));
      const prediction = await this.session.run(this.feeds(filled, shape, timestep), this.prediction);
      if (prediction.data.length !== perRun * size) {
        throw new Fault('bad-shape', `The UNet answered with the shape ${prediction.shape.join(' × ')} to latents of ${[perRun, ...shape.slice(1)].join(' × ')}.`, 'Choose another package.');
      }
      out.set(prediction.data.subarray(0, part.length * size), start * size);
    }
    return out;
  }

  private feeds(rows: readonly Row[], shape: readonly number[], timestep: number): ReadonlyMap<TensorSpec, Feed> {
    const [, tokens = 0, width = 0] = rows[0]?.text.shape ?? [];
    return new Map([
      [this.sample, { values: join(rows.map((row) => row.latents)), shape: [rows.length, ...shape.slice(1)] }],
      [this.timestep, timestepFeed(this.timestep, this.sample, timestep, rows.length)],
      [this.text, { values: join(rows.map((row) => row.text.data)), shape: [rows.length, tokens, width] }],
    ]);
  }
}

/** A timestep is a scalar, one number, or one a row: as long as the file fixes it, or as its free dimension is that of the batch. */
function timestepFeed(spec: TensorSpec, sample: TensorSpec, timestep: number, rows: number): Feed {
  if (spec.shape.length === 0) return { values: [timestep], shape: [] };
  const length = fixedDimension(spec, 0) ?? (spec.shape[0] === sample.shape[0] ? rows : 1);
  return { values: new Float32Array(length).fill(timestep), shape: [length] };
}

function join(parts: readonly Float32Array[]): Float32Array {
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only) return only;
  const size = parts[0]?.length ?? 0;
  const out = new Float32Array(parts.length * size);
  parts.forEach((part, i) => out.set(part, i * size));
  return out;
}
