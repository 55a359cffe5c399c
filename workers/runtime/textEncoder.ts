import type { Tensor } from '../protocol/tensor';
import { encodeTokens } from './encodeTokens';
import type { ModelSession } from './modelSession';
import type { Tokeniser, TokenWindow } from './tokeniser';

/** Prompts repeat from run to run; a hundred windows of Stable Diffusion's embeddings are 23 MB. */
const keptWindows = 100;

/** The text encoder with its memory: every window of tokens is encoded once. */
export class TextEncoder {
  private readonly kept = new Map<string, Tensor>();

  constructor(
    private readonly session: ModelSession,
    private readonly tokeniser: Pick<Tokeniser, 'windows'>,
  ) {}

  /**
   * Embeddings (1, windows · length, width) of each text. A text of fewer windows than the longest is filled up with
   * windows of the empty text, so that guidance can put a pair into one batch.
   */
  async encode(texts: readonly string[]): Promise<readonly Tensor[]> {
    const tokenised = texts.map((text) => this.tokeniser.windows(text));
    const most = Math.max(...tokenised.map((windows) => windows.length));
    const [filler] = this.tokeniser.windows('');
    const encoded: Tensor[] = [];
    for (const windows of tokenised) {
      const parts: Tensor[] = [];
      for (let i = 0; i < most; i++) {
        const window = windows[i] ?? filler;
        if (window) parts.push(weigh(await this.encodeWindow(window.ids), window));
      }
      encoded.push(joinTokens(parts));
    }
    return encoded;
  }

  private async encodeWindow(ids: readonly number[]): Promise<Tensor> {
    const name = ids.join(' ');
    const kept = this.kept.get(name);
    if (kept) return kept;
    const embeddings = await encodeTokens(this.session, ids);
    const oldest = this.kept.keys().next();
    if (this.kept.size >= keptWindows && !oldest.done) this.kept.delete(oldest.value);
    this.kept.set(name, embeddings);
    return embeddings;
  }
}

/**
 * Embeddings times the weights of their tokens, brought back to the mean they had, as the common web interfaces do:
 * a weighted word then counts more against the others, and the whole not more.
 */
function weigh(embeddings: Tensor, { weights }: TokenWindow): Tensor {
  if (weights.every((weight) => weight === 1)) return embeddings;
  const [, , width = 1] = embeddings.shape;
  const data = embeddings.data.map((value, i) => value * (weights[Math.floor(i / width)] ?? 1));
  const [before, after] = [mean(embeddings.data), mean(data)];
  const restore = after === 0 ? 1 : before / after;
  return { data: data.map((value) => value * restore), shape: embeddings.shape };
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function joinTokens(parts: readonly Tensor[]): Tensor {
  const [first] = parts;
  if (!first || parts.length === 1) return first ?? { data: new Float32Array(), shape: [1, 0, 0] };
  const [, tokens = 0, width = 0] = first.shape;
  const data = new Float32Array(parts.length * tokens * width);
  parts.forEach((part, i) => data.set(part.data, i * tokens * width));
  return { data, shape: [1, parts.length * tokens, width] };
}
