import type { ModelFamily, TextPart, TextPartName, TokeniserFiles } from '../modelPackage';
import { createTokeniser, type Padding } from './createTokeniser';
import type { Tokeniser } from './tokeniser';

/** Which token fills a text up to the encoder's length: families differ, and exported tokeniser files are often wrong about it. */
export function paddingOf(family: ModelFamily, part: TextPartName): Padding {
  switch (family) {
    case 'sd1':
      return 'end';
    case 'sd2':
    case 'sdxl-refiner':
      return 'zero';
    case 'sdxl':
      return part === 'text_encoder' ? 'end' : 'zero';
    case 'other':
      return 'files';
  }
}

/** CLIP's vocabulary takes a good part of a second to be made ready, and is asked for by report, loader and run. */
const made = new WeakMap<TokeniserFiles, Map<string, Tokeniser>>();

/** The tokeniser of a text encoder, without words that were added. @throws Fault `package-invalid` as `createTokeniser` does */
export function tokeniserOf({ part, config, tokeniser }: Pick<TextPart, 'part' | 'config' | 'tokeniser'>, family: ModelFamily): Tokeniser {
  const padding = paddingOf(family, part);
  const key = `${config.max_position_embeddings} ${padding}`;
  const ready = made.get(tokeniser) ?? new Map<string, Tokeniser>();
  made.set(tokeniser, ready);
  const found = ready.get(key) ?? createTokeniser(tokeniser, config.max_position_embeddings, padding);
  ready.set(key, found);
  return found;
}
