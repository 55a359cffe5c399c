import type { Tensor } from '../../protocol/tensor';
import type { ModelSession } from '../modelSession';
import type { Tokeniser, TokenWindow } from '../../packages/tokeniser';
import { encodeTokens, type EncodedWindow, type TextOutputs } from './encodeTokens';

/** Prompts repeat from run to run; a hundred windows of Stable Diffusion's embeddings are 23 MB. */
const keptWindows = 100;

/** One text encoder with its tokeniser and its memory: every window of tokens is encoded once under the same LoRAs. */
export class TextEncoder {
  private readonly kept = new Map<string, EncodedWindow>();

  constructor(
    private readonly session: ModelSession,
    private readonly tokeniser: Pick<Tokeniser, 'windows'>,
    private readonly outputs: TextOutputs,
  ) {}

  /** How many windows a text takes. */
  windowCount(text: string): number {
    return this.tokeniser.windows(text).length;
  }

  /**
   * Embeddings (1, windows · length, width) of a text, filled up to `count` windows with those of the empty text, so that
   * guidance can put a pair into one batch; and the pooled embedding of its first window, which no weight touches.
   */
  async encode(text: string, count: number): Promise<EncodedWindow> {
    const windows = this.tokeniser.windows(text);
    const [filler] = this.tokeniser.windows('');
    const parts: Tensor[] = [];
    let pooled: Tensor | null = null;
    for (let i = 0; i < count; i++) {
      const window = windows[i] ?? filler;
      if (!window) continue;
      const encoded = await this.encodeWindow(window.ids);
      pooled ??= encoded.pooled;
      parts.push(weigh(encoded.hidden, window));
    }
    return { hidden: joinTokens(parts), pooled };
  }

  private async encodeWindow(ids: readonly number[]): Promise<EncodedWindow> {
    const name = `${this.session.strengthName}|${ids.join(' ')}`;
    const kept = this.kept.get(name);
    if (kept) return kept;
    const encoded = await encodeTokens(this.session, ids, this.outputs);
    const oldest = this.kept.keys().next();
    if (this.kept.size >= keptWindows && !oldest.done) this.kept.delete(oldest.value);
    this.kept.set(name, encoded);
    return encoded;
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
