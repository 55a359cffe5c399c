import type { Conditioning, Denoiser } from '../../diffusion/contracts';
import { guide, isGuided } from '../../diffusion/guidance';
import { concatKind, type ConcatKind } from '../../packages/concatKind';
import type { UnetConfig } from '../../packages/configs';
import { wishes } from '../../packages/graphValues';
import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import { fixedDimension, requireSides } from '../fixedShape';
import { ResidualInputs } from '../guides/residualInputs';
import type { RunGuides } from '../guides/runGuides';
import type { Given, ModelSession, TensorSpec } from '../modelSession';
import type { EncodedPrompt } from '../text/encodedPrompt';
import type { Concatenated } from './concatenated';
import { guidanceEmbedding } from './guidanceEmbedding';
import { inBatches } from './inBatches';
import { joinRows, type Row } from './row';
import { sharedFeeds } from './sharedFeeds';
import { findInputs, refuseInputs, type NetworkInputs } from './unetInputs';
import { tr } from '../../texts/texts';

/** What a batch of one evaluation shares. */
interface Step {
  /** Of the latents, the batch aside. */
  readonly shape: readonly number[];
  readonly timestep: number;
  readonly guidanceScale: number;
  readonly guides: RunGuides | null;
}

/**
 * Whether guidance takes a second evaluation ('pair'), is an input of the network, where negative prompts have no part ('input': LCM),
 * or is an input unless there is a negative prompt ('either').
 */
export type GuidanceForm = 'pair' | 'input' | 'either';

/** What takes part in a run beside latents and prompts. */
export interface UnetRun {
  readonly guides: RunGuides | null;
  readonly concatenated: Concatenated | null;
}

/**
 * The UNet as the methods know it. A guidance pair goes through as one batch of two, or as two of one where the file's
 * batch is fixed or the device prefers it; a fixed batch larger than needed is filled up. A file that takes the guidance as an
 * input is evaluated once, under the prompt alone; one that answers unguided at 1 (`guidance_embeds`) makes a pair too, with a
 * negative prompt.
 */
export class Unet implements Denoiser<EncodedPrompt> {
  /** Inputs for guides; none in a UNet exported without them. */
  readonly residuals: ResidualInputs;
  private readonly inputs: NetworkInputs;
  private readonly prediction: TensorSpec;

  /** Throws a Fault `package-unsupported` where the file wants inputs that nothing here can give. */
  constructor(
    private readonly session: ModelSession,
    private readonly config: UnetConfig,
    private readonly pairsApart = false,
  ) {
    this.inputs = findInputs(session);
    this.prediction = session.outputFor(wishes.unet.prediction);
    const residuals = this.inputs.others.filter((input) => input.shape.length === 4);
    refuseInputs(
      session,
      this.inputs.others.filter((input) => !residuals.includes(input)),
    );
    this.residuals = new ResidualInputs(session, residuals, config);
  }

  /** Latent height and width where the file fixes them. */
  get fixedSides(): { readonly height: number | null; readonly width: number | null } {
    return { height: fixedDimension(this.inputs.sample, 2), width: fixedDimension(this.inputs.sample, 3) };
  }

  /** How the network is guided. */
  get guidanceForm(): GuidanceForm {
    if (this.inputs.guidance === null) return 'pair';
    return this.config.guidance_embeds === true ? 'either' : 'input';
  }

  /** What the file takes beside the latents. Throws a Fault `package-unsupported` where its channels are of no kind that is known. */
  takesBeside(latentChannels: number): ConcatKind {
    const takes = fixedDimension(this.inputs.sample, 1) ?? this.config.in_channels;
    const kind = concatKind(takes, latentChannels);
    if (kind) return kind;
    throw new Fault(
      'package-unsupported',
      tr`The UNet takes ${takes} channels where its pictures have ${latentChannels}.`,
      tr`UNet and autoencoder belong to different models. Choose another package.`,
    );
  }

  predict(latents: Tensor, timestep: number, conditioning: Conditioning<EncodedPrompt>): Promise<Tensor> {
    return this.predictWith({ guides: null, concatenated: null }, latents, timestep, conditioning);
  }

  /** The denoiser of a run in which guides take part, or pictures beside the latents. */
  runWith(run: UnetRun): Denoiser<EncodedPrompt> {
    return { predict: (latents, timestep, conditioning) => this.predictWith(run, latents, timestep, conditioning) };
  }

  private async predictWith(
    { guides, concatenated }: UnetRun,
    latents: Tensor,
    timestep: number,
    conditioning: Conditioning<EncodedPrompt>,
  ): Promise<Tensor> {
    const [batch = 1, ...shape] = latents.shape;
    requireSides(this.inputs.sample, this.session.stage, shape[1] ?? 0, shape[2] ?? 0);
    const size = latents.data.length / batch;
    const shown = concatenated?.channels.data;
    const rows = (prompt: EncodedPrompt, beside = shown): Row[] =>
      Array.from({ length: batch }, (_, i) => ({
        latents: latents.data.subarray(i * size, (i + 1) * size),
        prompt,
        ...(beside && { beside }),
      }));
    const { guidanceScale, guidanceRescale } = conditioning;
    const isPair = this.guidanceForm !== 'input' && isGuided(conditioning);
    // A pair is guided by its difference, not by the input beside it.
    const step: Step = { shape, timestep, guidanceScale: isPair ? 1 : guidanceScale, guides };
    if (shown && concatenated.imageGuidance !== null && guidanceScale > 1)
      return this.instructed(rows, conditioning, concatenated.imageGuidance, shown, step, latents.shape);
    if (!isPair) return { data: await this.evaluate(rows(conditioning.conditional), step), shape: latents.shape };
    const { first, second } = await this.evaluatePair(rows(conditioning.unconditional), rows(conditioning.conditional), step);
    return guide({ data: second, shape: latents.shape }, { data: first, shape: latents.shape }, guidanceScale, guidanceRescale);
  }

  /** The three predictions of InstructPix2Pix and their two guidances; two do where the picture's is 1. */
  private async instructed(
    rows: (prompt: EncodedPrompt, beside?: Float32Array) => Row[],
    { conditional, unconditional, guidanceScale, guidanceRescale }: Conditioning<EncodedPrompt>,
    imageGuidance: number,
    shown: Float32Array,
    step: Step,
    shape: readonly number[],
  ): Promise<Tensor> {
    const none = unconditional ?? conditional;
    const { first: byPicture, second: byText } = await this.evaluatePair(rows(none), rows(conditional), step);
    const guided = guide({ data: byText, shape }, { data: byPicture, shape }, guidanceScale, guidanceRescale);
    if (imageGuidance === 1) return guided;
    const blind = await this.evaluate(rows(none, new Float32Array(shown.length)), step);
    const data = guided.data.map((value, i) => value + (imageGuidance - 1) * ((byPicture[i] as number) - (blind[i] as number)));
    return { data, shape };
  }

  private async evaluatePair(
    first: readonly Row[],
    second: readonly Row[],
    step: Step,
  ): Promise<{ first: Float32Array; second: Float32Array }> {
    const size = step.shape.reduce((product, side) => product * side, first.length);
    if (this.pairsApart || first[0]?.prompt.hidden.shape[1] !== second[0]?.prompt.hidden.shape[1])
      return { first: await this.evaluate(first, step), second: await this.evaluate(second, step) };
    const both = await this.evaluate([...first, ...second], step);
    return { first: both.subarray(0, size), second: both.subarray(size) };
  }

  private async evaluate(rows: readonly Row[], step: Step): Promise<Float32Array> {
    const batch = fixedDimension(this.inputs.sample, 0) ?? fixedDimension(this.inputs.text, 0);
    const [prediction] = await inBatches(rows, batch, async (part) => [await this.evaluateBatch(part, step)]);
    if (!prediction) throw new Error('The UNet was asked for nothing.');
    return prediction;
  }

  private async evaluateBatch(rows: readonly Row[], step: Step): Promise<Float32Array> {
    const { session, inputs, residuals } = this;
    const { shape, timestep, guidanceScale, guides } = step;
    const whole = [rows.length, ...shape];
    const feeds = sharedFeeds(session, inputs, rows, shape, timestep);
    if (rows[0]?.beside) feeds.set(inputs.sample, sampleBeside(rows, shape));
    if (inputs.guidance) feeds.set(inputs.guidance, this.keptGuidance(inputs.guidance, guidanceScale, rows.length));
    const added = guides && (await guides.residuals(rows, shape, timestep, guidanceScale));
    for (const [spec, given] of residuals.feeds(whole, added)) feeds.set(spec, given);
    const prediction = await session.run(feeds, this.prediction);
    if (prediction.data.length === whole.reduce((product, side) => product * side, 1)) return prediction.data;
    throw new Fault(
      'bad-shape',
      tr`The UNet answered with the shape ${prediction.shape.join(' × ')} to latents of ${whole.join(' × ')}.`,
      tr`Choose another package.`,
    );
  }

  private keptGuidance(spec: TensorSpec, guidanceScale: number, rows: number): Given {
    const named = this.config['time_cond_proj_dim'];
    const width = fixedDimension(spec, 1) ?? (typeof named === 'number' ? named : 256);
    return this.session.keep(spec, `${guidanceScale} × ${rows}`, () => {
      const one = guidanceEmbedding(guidanceScale, width);
      return { values: joinRows(Array.from({ length: rows }, () => one)), shape: [rows, width] };
    });
  }
}

/** Latents and what is shown beside them, row by row: (rows, channels + extra, height, width). */
function sampleBeside(rows: readonly Row[], [, ...sides]: readonly number[]): Given {
  const values = joinRows(rows.flatMap(({ latents, beside }) => (beside ? [latents, beside] : [latents])));
  const cells = sides.reduce((product, side) => product * side, 1);
  return { values, shape: [rows.length, values.length / (rows.length * cells), ...sides] };
}
