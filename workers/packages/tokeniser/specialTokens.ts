import { z } from 'zod';

const token = z.union([z.string(), z.looseObject({ content: z.string() })]).nullish();
const tokensSchema = z.looseObject({ bos_token: token, eos_token: token, pad_token: token, unk_token: token });

/** The tokens that frame and pad a text. */
export interface SpecialTokens {
  readonly start: string;
  readonly end: string;
  readonly pad: string;
  readonly unknown: string;
}

/**
 * Reads the special tokens from `special_tokens_map.json` or else `tokenizer_config.json`; what neither says is CLIP's own.
 * Stable Diffusion 1 pads with the end token, 2 with "!", SDXL's second encoder too.
 */
export function readSpecialTokens(specialTokens: unknown, tokenizerConfig: unknown): SpecialTokens {
  const maps = [specialTokens, tokenizerConfig].flatMap((map) => {
    const parsed = tokensSchema.safeParse(map);
    return parsed.success ? [parsed.data] : [];
  });
  const find = (name: 'bos_token' | 'eos_token' | 'pad_token' | 'unk_token'): string | null => {
    for (const map of maps) {
      const value = map[name];
      if (value) return typeof value === 'string' ? value : value.content;
    }
    return null;
  };
  const end = find('eos_token') ?? '<|endoftext|>';
  return { start: find('bos_token') ?? '<|startoftext|>', end, pad: find('pad_token') ?? end, unknown: find('unk_token') ?? end };
}
