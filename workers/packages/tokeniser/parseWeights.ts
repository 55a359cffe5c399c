/** A stretch of prompt and how strongly it counts. */
export interface WeightedText {
  readonly text: string;
  readonly weight: number;
}

const roundFactor = 1.1;
const squareFactor = 1 / 1.1;
/** The least and most that a written weight may be; beyond, embeddings turn to noise. */
const weightRange = { least: 0, most: 10 } as const;

interface Open {
  readonly bracket: '(' | '[';
  /** Index of the first run inside. */
  readonly from: number;
}

/**
 * The prompt syntax of the common web interfaces: `(x)` weighs x by 1.1, `[x]` by 1/1.1, `(x:1.3)` by 1.3, nested ones
 * multiply, and a backslash makes the next bracket or backslash plain. Brackets left open close at the end; a closing one
 * without its partner is text. However deeply nested, a weight stays within 0 … 10. Neighbours of equal weight are one run; an
 * empty prompt is one empty run.
 */
export function parseWeights(prompt: string): WeightedText[] {
  const runs: { text: string; weight: number }[] = [{ text: '', weight: 1 }];
  const open: Open[] = [];
  const append = (text: string): void => {
    const last = runs[runs.length - 1];
    if (last) last.text += text;
  };
  const close = (from: number, factor: number): void => {
    for (const run of runs.slice(from)) run.weight = Math.min(run.weight * factor, Number.MAX_VALUE);
    runs.push({ text: '', weight: 1 });
  };

  for (const piece of prompt.match(/\\[\\()[\]]|:\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*\)|[^\\()[\]:]+|[\s\S]/g) ?? []) {
    const top = open[open.length - 1];
    const written = piece.length > 1 && piece.startsWith(':') && piece.endsWith(')');
    if (piece.length === 2 && piece.startsWith('\\')) append(piece.slice(1));
    else if (piece === '(' || piece === '[') {
      runs.push({ text: '', weight: 1 });
      open.push({ bracket: piece, from: runs.length - 1 });
    } else if (top?.bracket === '(' && (piece === ')' || written)) {
      open.pop();
      close(top.from, written ? clamp(Number(piece.slice(1, -1))) : roundFactor);
    } else if (top?.bracket === '[' && piece === ']') {
      open.pop();
      close(top.from, squareFactor);
    } else append(piece);
  }
  for (const { bracket, from } of open.reverse())
    for (const run of runs.slice(from))
      run.weight = Math.min(run.weight * (bracket === '(' ? roundFactor : squareFactor), Number.MAX_VALUE);
  return merged(runs);
}

function clamp(weight: number): number {
  return Math.min(weightRange.most, Math.max(weightRange.least, weight));
}

function merged(runs: readonly WeightedText[]): WeightedText[] {
  const kept: { text: string; weight: number }[] = [];
  for (const { text, weight: product } of runs) {
    const weight = clamp(product);
    const last = kept[kept.length - 1];
    if (text === '') continue;
    if (last?.weight === weight) last.text += text;
    else kept.push({ text, weight });
  }
  return kept.length > 0 ? kept : [{ text: '', weight: 1 }];
}
