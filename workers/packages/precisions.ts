import type { GraphChoice } from './layout/recogniseLayout';
import type { ModelPackage, PartName } from './modelPackage';
import { graphFacts } from './onnx/graphFacts';
import type { PackageFacts } from './packageFacts';

/** Precisions whose arithmetic is half precision by their names. */
const half: ReadonlySet<string> = new Set(['fp16', 'q4f16']);

type Known = Required<Pick<ModelPackage, 'needsHalfPrecision' | 'hasSinglePrecision'>>;

/**
 * What is known of each network's precision before it is read, and the facts by which its single-precision twin is read.
 * @param canPeek whether a look at a graph's head is cheap; where it is not, the file's name decides.
 */
export async function precisions(facts: PackageFacts, canPeek: boolean): Promise<Known & { twinFacts: PackageFacts }> {
  const needs = new Map<PartName, boolean | null>();
  const twins = new Map<PartName, GraphChoice>();
  for (const [part, choice] of facts.chosen) {
    const header = canPeek ? await facts.header(part) : null;
    needs.set(part, header ? graphFacts(header).halfOperators.size > 0 : choice.named === null ? null : half.has(choice.named));
    const twin = facts.layout.parts
      .get(part)
      ?.find(({ graph, named }) => graph !== choice.graph && (named === 'fp32' || (named === null && choice.named !== null)));
    if (twin && choice.named !== 'fp32') twins.set(part, twin);
  }
  return {
    needsHalfPrecision: (part) => needs.get(part) ?? null,
    hasSinglePrecision: (part) => twins.has(part),
    twinFacts: { ...facts, chosen: twins },
  };
}
