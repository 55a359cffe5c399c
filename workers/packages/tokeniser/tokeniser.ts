import type { Tokenizer } from '@huggingface/tokenizers';
import { cutAtTokens } from './addedTokens';
import type { AddedToken } from './addedTokens';
import { parseWeights } from './parseWeights';

/** What the text encoder takes at once: exactly as many ids as it has positions, and a weight for each. */
export interface TokenWindow {
  /** Start, at most maximum − 2 ids of text, end, then padding. */
  readonly ids: readonly number[];
  /** 1 for start, end, padding and text without weight. */
  readonly weights: readonly number[];
}

export interface SpecialIds {
  readonly start: number;
  readonly end: number;
  readonly pad: number;
}

/** A CLIP tokeniser: text to ids, and prompts to padded windows. */
export class Tokeniser {
  constructor(
    private readonly tokenizer: Tokenizer,
    private readonly special: SpecialIds,
    /** Positions of the text encoder, start and end token included. */
    readonly maximumTokens: number,
    private readonly added: readonly AddedToken[] = [],
  ) {}

  /** This tokeniser with words that textual inversions add. */
  withTokens(added: readonly AddedToken[]): Tokeniser {
    return new Tokeniser(this.tokenizer, this.special, this.maximumTokens, added);
  }

  /** Start, the text's ids, end; cut to `maximumTokens`, the end kept; not padded. Weights are text like any other here. */
  encode(text: string): number[] {
    const { start, end } = this.special;
    return [start, ...this.plain(text).slice(0, this.maximumTokens - 2), end];
  }

  /** One window of `encode`, padded: for models and texts that know neither weights nor length. */
  encodePadded(text: string): number[] {
    return this.padded(this.encode(text));
  }

  /**
   * A prompt of any length as padded windows of maximumTokens − 2 tokens each, at least one; their embeddings are joined
   * along the token axis. `(x)`, `(x:1.3)`, `[x]` weigh their tokens; `\(` and the like are plain characters.
   */
  windows(prompt: string): TokenWindow[] {
    const ids: number[] = [];
    const weights: number[] = [];
    for (const { text, weight } of parseWeights(prompt)) {
      const run = this.plain(text);
      ids.push(...run);
      weights.push(...run.map(() => weight));
    }
    const size = this.maximumTokens - 2;
    const count = Math.max(1, Math.ceil(ids.length / size));
    return Array.from({ length: count }, (_, i) =>
      this.window(ids.slice(i * size, (i + 1) * size), weights.slice(i * size, (i + 1) * size)),
    );
  }

  private window(ids: readonly number[], weights: readonly number[]): TokenWindow {
    const padded = this.padded([this.special.start, ...ids, this.special.end]);
    const after = new Array<number>(padded.length - weights.length - 1).fill(1);
    return { ids: padded, weights: [1, ...weights, ...after] };
  }

  private padded(ids: readonly number[]): number[] {
    return [...ids, ...new Array<number>(this.maximumTokens - ids.length).fill(this.special.pad)];
  }

  private plain(text: string): number[] {
    return cutAtTokens(text, this.added).flatMap((part) =>
      typeof part === 'string' ? this.tokenizer.encode(part, { add_special_tokens: false }).ids : part,
    );
  }
}
