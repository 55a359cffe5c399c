import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import { fixedDimension, requireSides } from '../fixedShape';
import { identityOf } from '../identity';
import type { Given, ModelSession, TensorSpec } from '../modelSession';
import { guidanceEmbedding } from '../unet/guidanceEmbedding';
import { inBatches } from '../unet/inBatches';
import type { Row } from '../unet/row';
import { sharedFeeds } from '../unet/sharedFeeds';
import { findInputs, refuseInputs, type NetworkInputs } from '../unet/unetInputs';
import { matchOrder } from '../../packages/matchOrder';
import type { ResidualInputs } from './residualInputs';
import { tr } from '../../texts/texts';

/** A ControlNet beside the UNet: turns a layout picture into residuals. */
export class ControlNet {
  private readonly inputs: NetworkInputs;
  private readonly picture: TensorSpec;
  private readonly scale: TensorSpec | null;

  /**
   * @param residuals of the UNet that is to take them.
   * @throws Fault `package-unsupported` where the file's inputs or outputs are of another kind or family.
   */
  constructor(
    private readonly session: ModelSession,
    private readonly residuals: ResidualInputs,
  ) {
    this.inputs = findInputs(session);
    const picture = this.inputs.others.find((input) => input.shape.length === 4 && (fixedDimension(input, 1) ?? 3) === 3);
    this.scale = this.inputs.others.find((input) => input.shape.length <= 1 && /scale/i.test(input.name)) ?? null;
    if (!picture)
      throw new Fault('package-unsupported', tr`The ${session.stage} has no input for a guide picture.`, tr`Choose another ControlNet.`);
    this.picture = picture;
    refuseInputs(
      session,
      this.inputs.others.filter((input) => input !== picture && input !== this.scale),
    );
    if (!matchOrder(session.outputs, residuals.openShapes(), false)) throw this.foreign(session.outputs.length);
  }

  /**
   * The residuals of a batch, in the UNet's order.
   * @param shape of the latents, the batch aside.
   * @param picture (1, 3, height, width) in 0…1, as the model sees the area.
   * @param weight factor on the residuals: given to a file that takes it, multiplied afterwards with any other.
   */
  async evaluate(
    rows: readonly Row[],
    shape: readonly number[],
    timestep: number,
    guidanceScale: number,
    picture: Tensor,
    weight: number,
  ): Promise<readonly Float32Array[]> {
    requireSides(this.picture, this.session.stage, picture.shape[2] ?? 0, picture.shape[3] ?? 0);
    const batch = fixedDimension(this.inputs.sample, 0) ?? fixedDimension(this.picture, 0);
    const answers = await inBatches(rows, batch, (part) => this.evaluateBatch(part, shape, timestep, guidanceScale, picture, weight));
    return this.scale || weight === 1 ? answers : answers.map((answer) => answer.map((value) => value * weight));
  }

  async release(): Promise<void> {
    await this.session.release();
  }

  dropKept(): void {
    this.session.dropKept();
  }

  private async evaluateBatch(
    rows: readonly Row[],
    shape: readonly number[],
    timestep: number,
    guidanceScale: number,
    picture: Tensor,
    weight: number,
  ): Promise<readonly Float32Array[]> {
    const { session, inputs } = this;
    const feeds = sharedFeeds(session, inputs, rows, shape, timestep);
    feeds.set(this.picture, this.keptPicture(picture, rows.length));
    if (this.scale) feeds.set(this.scale, { values: [weight], shape: this.scale.shape.length === 0 ? [] : [1] });
    if (inputs.guidance) {
      const width = fixedDimension(inputs.guidance, 1) ?? 256;
      feeds.set(inputs.guidance, { values: repeat(guidanceEmbedding(guidanceScale, width), rows.length), shape: [rows.length, width] });
    }
    const answers = await session.runAll(feeds, session.outputs, true);
    const order = matchOrder(
      answers.map((answer, i) => ({ name: session.outputs[i]?.name ?? '', shape: answer.shape })),
      this.residuals.shapes([rows.length, ...shape]),
      false,
    );
    if (!order) throw this.foreign(answers.length);
    return order.flatMap((index) => answers[index]?.data ?? []);
  }

  private keptPicture(picture: Tensor, rows: number): Given {
    return this.session.keep(this.picture, `${identityOf(picture)} × ${rows}`, () => ({
      values: repeat(picture.data, rows),
      shape: [rows, ...picture.shape.slice(1)],
    }));
  }

  private foreign(has: number): Fault {
    return new Fault(
      'package-unsupported',
      tr`The ${this.session.stage} gives ${has} residuals that do not fit the ${this.residuals.count} inputs of this package’s UNet: it was made for another family of models.`,
      tr`Choose a ControlNet made for this model.`,
    );
  }
}

function repeat(values: Float32Array, times: number): Float32Array {
  const out = new Float32Array(values.length * times);
  for (let i = 0; i < times; i++) out.set(values, i * values.length);
  return out;
}
