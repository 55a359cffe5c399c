import type { UnetConfig } from '../../packages/configs';
import { Fault } from '../../protocol/faults';
import type { Given, ModelSession, TensorSpec } from '../modelSession';
import { matchOrder } from '../../packages/matchOrder';
import { residualForms } from '../../packages/residualForms';
import { tr } from '../../texts/texts';

/** The inputs by which a UNet takes the residuals of ControlNets, the middle's last; none in most files. */
export class ResidualInputs {
  private readonly inputs: readonly TensorSpec[];
  private readonly forms: ReturnType<typeof residualForms>;

  /**
   * @param candidates inputs of four dimensions that are nothing else.
   * @throws Fault `package-unsupported` where they are not the residuals that the configuration calls for.
   */
  constructor(
    private readonly session: ModelSession,
    candidates: readonly TensorSpec[],
    config: UnetConfig,
  ) {
    this.forms = candidates.length > 0 ? residualForms(config) : [];
    const order = matchOrder(
      candidates,
      this.forms.map(({ channels }) => ['batch', channels, 'height', 'width']),
      true,
    );
    if (!order) {
      const names = candidates.map((input) => input.name).join(', ');
      throw new Fault(
        'package-unsupported',
        tr`The ${session.stage} has ${candidates.length} inputs for guides (${names}) where its configuration calls for ${this.forms.length} of other shapes.`,
        tr`The configuration belongs to another model. Choose another package.`,
      );
    }
    this.inputs = order.flatMap((index) => candidates[index] ?? []);
  }

  /** How many residuals the UNet takes. */
  get count(): number {
    return this.inputs.length;
  }

  /** Shapes in order, the middle's last. @param shape of the latents: (batch, channel, height, width). */
  shapes([batch = 1, , height = 0, width = 0]: readonly number[]): readonly (readonly number[])[] {
    return this.forms.map(({ channels, factor }) => [batch, channels, Math.ceil(height / factor), Math.ceil(width / factor)]);
  }

  /** Channels alone, for comparing files before anything runs. */
  openShapes(): readonly (readonly (number | string)[])[] {
    return this.forms.map(({ channels }) => ['batch', channels, 'height', 'width']);
  }

  /** @param residuals in order, or null for zeros: a UNet of this kind has to be fed them even where nobody guides. */
  feeds(shape: readonly number[], residuals: readonly Float32Array[] | null): readonly (readonly [TensorSpec, Given])[] {
    const shapes = this.shapes(shape);
    return this.inputs.map((spec, i) => {
      const own = shapes[i] ?? [];
      const values = residuals?.[i];
      return [
        spec,
        values
          ? { values, shape: own }
          : this.session.keep(spec, `zeros ${own.join(' ')}`, () => ({
              values: new Float32Array(own.reduce((a, b) => a * b, 1)),
              shape: own,
            })),
      ];
    });
  }
}
