import { describe, expect, it } from 'vitest';
import { nodeRuntimeInstalled, openNodeSession } from '../../../e2e/node-runtime/nodeSession';
import type { UnetConfig } from '../../packages/configs';
import type { Tensor } from '../../protocol/tensor';
import { controlGraph, unetGraph, type ControlVariant, type UnetVariant } from '../testing/networkGraphs';
import type { EncodedPrompt } from '../text/encodedPrompt';
import { Unet } from '../unet/unet';
import { ControlNet } from './controlNet';
import { residualForms } from '../../packages/residualForms';
import { RunGuides, type RunGuide } from './runGuides';

/** 4 down residuals of two levels and the middle's. */
const config: UnetConfig = { sample_size: 8, in_channels: 4, block_out_channels: [4, 8], layers_per_block: 1 };
const forms = residualForms(config);
const latents: Tensor = { data: Float32Array.from({ length: 4 * 64 }, (_, i) => (i % 16) / 16), shape: [1, 4, 8, 8] };
const prompt: EncodedPrompt = { hidden: { data: new Float32Array(16).fill(0.5), shape: [1, 2, 8] }, pooled: null, timeIds: null };
const conditioning = { conditional: prompt, unconditional: prompt, guidanceScale: 2, guidanceRescale: 0 };
const picture = (value: number): Tensor => ({ data: new Float32Array(3 * 32 * 32).fill(value), shape: [1, 3, 32, 32] });
const guide = (value: number, change: Partial<RunGuide> = {}): RunGuide => ({
  controlNet: 'canny',
  picture: picture(value),
  weight: 1,
  start: 0,
  end: 1,
  ...change,
});

/** Residual k counts 10^k in the UNet, so that its answer tells which went where. */
const unetNames = ['down_block_0', 'down_block_1', 'down_block_2', 'down_block_3', 'mid_block_additional_residual'];
const unetVariant: UnetVariant = {
  extra: Object.fromEntries(forms.map(({ channels }, k) => [unetNames[k], ['float32', ['batch', channels, `h${k}`, `w${k}`]]])),
  factors: { timestep: 0, encoder_hidden_states: 0, ...Object.fromEntries(unetNames.map((name, k) => [name, 10 ** k])) },
};
/** Residual k is k + 1 times the picture's mean: 54321 in all where each went to its own place. */
const residuals = (names: readonly string[]): ControlVariant['residuals'] =>
  forms.map(({ channels, factor }, k) => ({ name: names[k] ?? '', value: k + 1, channels, factor }));

describe.skipIf(!nodeRuntimeInstalled)('ControlNets that really run', { timeout: 60_000 }, () => {
  async function answer(
    variant: ControlVariant,
    guides: readonly RunGuide[],
    schedule: readonly number[] = [800],
    timestep = 800,
  ): Promise<number> {
    const unet = new Unet(await openNodeSession(unetGraph(unetVariant), 'UNet'), config);
    const net = new ControlNet(await openNodeSession(controlGraph(variant), 'ControlNet “canny”'), unet.residuals);
    const out = await unet
      .runWith({
        concatenated: null,
        guides: new RunGuides(
          guides.map((one) => ({ guide: one, net })),
          schedule,
        ),
      })
      .predict(latents, timestep, conditioning);
    return (out.data[0] as number) - (latents.data[0] as number);
  }

  it.each([
    ['named as the inputs are', unetNames],
    ['named by numbers alone', ['201', '198', '77', '12', '5']],
    ['with names shifted by one', ['down_block_res_samples', 'mid_block_res_sample', '900', '901', '902']],
  ])('go to their own inputs by order and shape: %s', async (_, names) => {
    expect(await answer({ residuals: residuals(names), scale: null }, [guide(0.5)])).toBeCloseTo(54321 / 2, 1);
  });

  it('are put in order by number where the file lists them by alphabet', async () => {
    const straight = residuals(['down_9', 'down_10', 'down_11', 'down_12', 'mid']);
    const listed = straight.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    expect(listed[0]?.name).toBe('down_10');
    expect(await answer({ residuals: listed, scale: null }, [guide(0.5)])).toBeCloseTo(54321 / 2, 1);
  });

  it.each([
    ['float64', []],
    ['float32', []],
    ['float32', [1]],
    ['float16', [1]],
  ] as const)('weigh by an input of type %s and shape %j', async (type, shape) => {
    expect(await answer({ residuals: residuals(unetNames), scale: [type, shape] }, [guide(0.5, { weight: 0.5 })])).toBeCloseTo(
      54321 / 4,
      1,
    );
  });

  it('weigh outside where the file has no such input', async () => {
    expect(await answer({ residuals: residuals(unetNames), scale: null }, [guide(0.5, { weight: 0.5 })])).toBeCloseTo(54321 / 4, 1);
  });

  it('are summed, each in its own part of the schedule', async () => {
    const variant: ControlVariant = { residuals: residuals(unetNames), scale: ['float64', []] };
    const guides = [guide(0.5, { end: 0.5 }), guide(0.25, { weight: 2, start: 0.5 }), guide(1)];
    expect(await answer(variant, guides, [800, 400], 800)).toBeCloseTo(54321 * 1.5, 0);
    expect(await answer(variant, [...guides, guide(0.125)], [800, 400], 400)).toBeCloseTo(54321 * 1.625, 0);
  });

  it.each([1, 2])('run with a batch fixed at %i', async (batch) => {
    expect(await answer({ residuals: residuals(unetNames), scale: null, batch }, [guide(0.5)])).toBeCloseTo(54321 / 2, 1);
  });

  it('leave the UNet alone where none takes part', async () => {
    expect(await answer({ residuals: residuals(unetNames), scale: null }, [guide(0.5, { start: 0.9 })], [800, 400], 800)).toBe(0);
  });

  it('of another family are refused before anything runs', async () => {
    const unet = new Unet(await openNodeSession(unetGraph(unetVariant), 'UNet'), config);
    const foreign = controlGraph({ residuals: residuals(unetNames).map((one) => ({ ...one, channels: 7 })), scale: null });
    const session = await openNodeSession(foreign, 'ControlNet “canny”');
    expect(() => new ControlNet(session, unet.residuals)).toThrow(/“canny” gives 5 residuals that do not fit the 5 inputs/);
    const short = await openNodeSession(controlGraph({ residuals: residuals(unetNames).slice(1), scale: null }), 'ControlNet “canny”');
    expect(() => new ControlNet(short, unet.residuals)).toThrow(/gives 4 residuals/);
  });

  it('without an input for the picture are refused', async () => {
    const unet = new Unet(await openNodeSession(unetGraph(unetVariant), 'UNet'), config);
    const session = await openNodeSession(unetGraph({}), 'ControlNet “canny”');
    expect(() => new ControlNet(session, unet.residuals)).toThrow(/no input for a guide picture/);
  });
});
