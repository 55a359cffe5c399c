/** What a value of a network must be called, and how many dimensions it has, so that one of a foreign name can be told. */
export interface ValueWish {
  /** What exporters call it; the first is the usual name. */
  readonly names: readonly string[];
  /** Numbers of dimensions that it may have. */
  readonly ranks: readonly number[];
  /** Names of what has the same dimensions and is something else. */
  readonly never?: readonly string[];
}

/** The values without which a network cannot be run, by what exporters call them. */
export const wishes = {
  unet: {
    sample: { names: ['sample', 'latent_model_input'], ranks: [4] },
    timestep: { names: ['timestep', 't'], ranks: [0, 1] },
    text: { names: ['encoder_hidden_states'], ranks: [3] },
    prediction: { names: ['out_sample', 'sample', 'latent', 'noise_pred'], ranks: [4] },
  },
  text: {
    ids: { names: ['input_ids', 'tokens'], ranks: [2] },
    hidden: { names: ['last_hidden_state', 'encoder_hidden_states', 'text_embeddings'], ranks: [3] },
    pooled: { names: ['text_embeds', 'pooled_text_embeds'], ranks: [2], never: ['pooler_output'] },
  },
  encoder: {
    picture: { names: ['sample', 'pixel_values', 'image'], ranks: [4] },
    latents: { names: ['latent_parameters', 'latent_sample', 'latents'], ranks: [4] },
  },
  decoder: {
    latents: { names: ['latent_sample', 'latents', 'sample'], ranks: [4] },
    picture: { names: ['sample', 'image'], ranks: [4] },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, ValueWish>>>>;

interface Value {
  readonly name: string;
  readonly shape: readonly (number | string)[] | null;
}

/**
 * The value that is meant by a wish: one of its names; else the only one there is, or the only one of its dimensions; else null. The
 * report and the loader both go by this, so that what one calls usable the other can use.
 */
export function pickValue<T extends Value>(all: readonly T[], { names, ranks, never = [] }: ValueWish): T | null {
  const named = all.find((value) => names.includes(value.name));
  if (named) return named;
  const values = all.filter(({ name }) => !never.includes(name));
  const fitting = values.filter(({ shape }) => shape !== null && ranks.includes(shape.length));
  if (values.length === 1) {
    const [only] = values;
    return only && (only.shape === null || fitting.length === 1) ? only : null;
  }
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}
