import type { UnetConfig } from './configs';

/** The shape of a residual without its batch: channels, and how many times smaller its sides are than those of the latents. */
export interface ResidualForm {
  readonly channels: number;
  readonly factor: number;
}

/**
 * The residuals that a ControlNet adds to a diffusers UNet, in the order in which the UNet makes them: the stem's, those of
 * every layer and downsampler of each block, and the middle's last. 12 + 1 for Stable Diffusion, 9 + 1 for SDXL. A UNet of
 * another build names its own in `residual_forms`.
 */
export function residualForms(config: UnetConfig): readonly ResidualForm[] {
  if (config.residual_forms) return config.residual_forms.map(([channels, factor]) => ({ channels, factor }));
  const widths = config.block_out_channels;
  const layers = config['layers_per_block'];
  const forms: ResidualForm[] = [{ channels: widths[0] ?? 0, factor: 1 }];
  let factor = 1;
  widths.forEach((channels, block) => {
    const count: unknown = Array.isArray(layers) ? layers[block] : layers;
    for (let layer = 0; layer < (typeof count === 'number' ? count : 2); layer++) forms.push({ channels, factor });
    if (block === widths.length - 1) return;
    factor *= 2;
    forms.push({ channels, factor });
  });
  return [...forms, { channels: widths.at(-1) ?? 0, factor }];
}
