import { unusableTokeniser } from './checkClipTokeniser';
import { Fault } from '../protocol/faults';
import { pickValue, wishes } from './graphValues';
import type { ModelFamily, TextPart } from './modelPackage';
import type { GraphHeader } from './onnx/graphHeader';
import type { TextFacts } from './packageFacts';
import { usualPositions } from './packageProblems';
import { tokeniserOf } from './tokeniser';
import { tr } from '../texts/texts';

/** A text encoder as a package brings it, and what is wrong with its tokeniser: the report and the loader both go by this. */
export interface FoundText {
  readonly text: TextPart;
  /** Why its `tokenizer.json` is passed over, in words, where vocabulary and merges serve in its place; else null. */
  readonly passedOver: string | null;
  /** `package-invalid` where it cannot be used at all. */
  readonly fault: Fault | null;
}

/** @param header of its graph where that was looked into: the length that it fixes counts for more than the configuration's. */
export function textPart({ part, config, tokeniser, folder }: TextFacts, family: ModelFamily, header: GraphHeader | null): FoundText {
  const length = header && pickValue(header.inputs, wishes.text.ids)?.shape?.[1];
  const known = { max_position_embeddings: usualPositions, ...config };
  const sized = typeof length === 'number' && length > 2 ? { ...known, max_position_embeddings: length } : known;
  const unusable = unusableTokeniser(tokeniser, config?.vocab_size ?? null, family !== 'other');
  const canRebuild = tokeniser.vocabulary !== null && tokeniser.merges !== null;
  const text = { part, config: sized, tokeniser: unusable !== null && canRebuild ? { ...tokeniser, tokenizerJson: null } : tokeniser };
  if (unusable === null || canRebuild) return { text, passedOver: unusable, fault: failureOf(text, family) };
  const said = tr`“${folder}tokenizer.json” is not CLIP’s: ${unusable}. Words would be given wrong numbers.`;
  return {
    text,
    passedOver: null,
    fault: new Fault('package-invalid', said, tr`Add “vocab.json” and “merges.txt” of the original model.`),
  };
}

/** What making the tokeniser ready says against it. */
function failureOf(text: TextPart, family: ModelFamily): Fault | null {
  try {
    tokeniserOf(text, family);
    return null;
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    throw thrown;
  }
}
