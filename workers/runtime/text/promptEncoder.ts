import { Fault } from '../../protocol/faults';
import type { Size } from '../../protocol/geometry';
import type { Tensor } from '../../protocol/tensor';
import type { EncodedPrompt } from './encodedPrompt';
import type { TextEncoder } from './textEncoder';
import { timeIds } from './timeIds';
import { tr } from '../../texts/texts';

/** A text and what it is for: what is wanted in the picture, or what is not. */
export interface PromptText {
  readonly text: string;
  readonly negative: boolean;
}

/** What the UNet takes beside the embeddings of tokens. */
export interface PromptNeeds {
  /** Numbers in `time_ids`: 6, 5 for SDXL's refiner, 0 for none. */
  readonly timeIds: number;
  /** Most tokens, where the UNet's file fixes them. */
  readonly maximumTokens: number | null;
  /** Whether an empty negative prompt is zeros everywhere rather than the embedding of the empty text. */
  readonly zeroEmptyNegative: boolean;
}

/** Texts to prompts, with one text encoder or two. */
export class PromptEncoder {
  /** @param encoders in the order in which their embeddings are joined; the last gives the pooled one. */
  constructor(
    private readonly encoders: readonly TextEncoder[],
    private readonly needs: PromptNeeds,
  ) {}

  /**
   * Several texts as prompts of one length.
   * @param size of the picture as the model sees it, in pixels.
   * @throws Fault `bad-recipe` where a text is too long for a UNet that fixes its tokens.
   */
  async encode(texts: readonly PromptText[], size: Size): Promise<readonly EncodedPrompt[]> {
    const windows = Math.max(...texts.flatMap(({ text }) => this.encoders.map((encoder) => encoder.windowCount(text))));
    const prompts: EncodedPrompt[] = [];
    for (const text of texts) prompts.push(await this.encodeOne(text, windows, size));
    return prompts;
  }

  private async encodeOne({ text, negative }: PromptText, windows: number, size: Size): Promise<EncodedPrompt> {
    const { needs } = this;
    const parts: Tensor[] = [];
    let pooled: Tensor | null = null;
    for (const encoder of this.encoders) {
      const encoded = await encoder.encode(text, windows);
      parts.push(encoded.hidden);
      pooled = encoded.pooled ?? pooled;
    }
    const hidden = joinWidths(parts);
    if (needs.maximumTokens !== null && (hidden.shape[1] ?? 0) > needs.maximumTokens) {
      throw new Fault(
        'bad-recipe',
        tr`The prompt is too long: this package takes ${needs.maximumTokens} tokens and no more.`,
        tr`Shorten the prompt and the negative prompt to about 50 words each.`,
      );
    }
    const ids = needs.timeIds > 0 ? timeIds(size, needs.timeIds, negative) : null;
    if (negative && text === '' && needs.zeroEmptyNegative)
      return { hidden: zerosLike(hidden), pooled: pooled && zerosLike(pooled), timeIds: ids };
    return { hidden, pooled, timeIds: ids };
  }
}

/** (1, tokens, a) and (1, tokens, b) → (1, tokens, a + b). */
function joinWidths(parts: readonly Tensor[]): Tensor {
  const [first] = parts;
  if (!first) throw new Error('The package has no text encoder.');
  if (parts.length === 1) return first;
  const [, tokens = 0] = first.shape;
  const total = parts.reduce((sum, part) => sum + (part.shape[2] ?? 0), 0);
  const data = new Float32Array(tokens * total);
  let before = 0;
  for (const part of parts) {
    const [, has = 0, width = 0] = part.shape;
    if (has !== tokens)
      throw new Fault(
        'bad-shape',
        tr`The text encoders answer with ${tokens} and ${has} tokens, which cannot be joined.`,
        tr`The package’s configuration does not fit its model. Choose another package.`,
      );
    for (let token = 0; token < tokens; token++) data.set(part.data.subarray(token * width, (token + 1) * width), token * total + before);
    before += width;
  }
  return { data, shape: [1, tokens, total] };
}

function zerosLike({ data, shape }: Tensor): Tensor {
  return { data: new Float32Array(data.length), shape };
}
