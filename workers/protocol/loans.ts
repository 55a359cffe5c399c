import { z } from 'zod';

/** Networks that one model can take from another: the halves of the autoencoder and the text encoders. */
export const lendableParts = ['vae_encoder', 'vae_decoder', 'text_encoder', 'text_encoder_2'] as const;
export type LendablePart = (typeof lendableParts)[number];

/** What a kept model takes from another kept one, in place of what it has itself or lacks. */
export const loanSchema = z.object({
  /** The id of the one that lends. */
  from: z.string().min(1),
  parts: z.array(z.enum(lendableParts)).min(1),
});
export type Loan = Readonly<z.infer<typeof loanSchema>>;

/** Latents of Stable Diffusion 1 and 2 are alike, and those of SDXL and its refiner. */
export type LatentSpace = 'sd' | 'sdxl';
