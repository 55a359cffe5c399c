import { createStore } from 'zustand/vanilla';
import { methods } from '../../../workers/protocol/methods';
import type { MethodName } from '../../../workers/protocol/recipe';
import type { DocumentState } from '../../document/documentState';
import type { Guide, GuideKind } from '../../document/guide';
import { mayChange } from '../recipe/runMaps';
import { tr } from '../../../workers/texts/texts';

/** A method that suits what was laid on the picture better than the one that is chosen. */
export interface MethodProposal {
  readonly method: MethodName;
  /** What was done that it suits, in words. */
  readonly because: string;
}

const drawn: Readonly<Record<GuideKind, string>> = {
  pose: tr`You drew a pose`,
  scribble: tr`You drew a scribble`,
  edges: tr`You laid edges`,
  lines: tr`You drew lines`,
  depth: tr`You laid depth`,
  segmentation: tr`You painted segments`,
};

/** The proposals that were put away, by document: nobody is asked twice. */
export const proposalStore = createStore<{ readonly putAway: readonly string[] }>(() => ({ putAway: [] }));

const nameOf = ({ documentId }: Pick<DocumentState, 'documentId'>, { method, because }: MethodProposal): string =>
  [documentId, method, because].join(' ');

/** Puts a proposal away for as long as the page is open. */
export const putAwayProposal = (document: DocumentState, proposal: MethodProposal): void =>
  proposalStore.setState(({ putAway }) => ({ putAway: [...putAway, nameOf(document, proposal)] }));

/**
 * What to propose for a document; null where its method suits it, or it was put away.
 * @param follows whether the model has a ControlNet for a guide
 */
export function methodProposal(
  document: DocumentState,
  follows: (guide: Guide) => boolean,
  putAway: readonly string[] = [],
): MethodProposal | null {
  const proposal = proposalFor(document, follows);
  return proposal && !putAway.includes(nameOf(document, proposal)) ? proposal : null;
}

function proposalFor(document: DocumentState, follows: (guide: Guide) => boolean): MethodProposal | null {
  const { picture, exemplars, guides, settings } = document;
  const { takesExemplars, takesLayouts, findsMap } = methods[settings.method];
  if (!picture) return null;
  const guide = guides.find((one) => one.visible && one.weight > 0 && one.role === 'wanted' && follows(one));
  const hasExemplar = exemplars.some(({ visible }) => visible);
  if (hasExemplar && !takesExemplars) return { method: 'exemplar-blend', because: tr`You laid an exemplar` };
  if (guide && !hasExemplar && !takesLayouts) return { method: 'guided-optimisation', because: drawn[guide.kind] };
  const twoSentences = settings.automaticMap.referencePrompt?.trim() && settings.prompt.trim();
  if (twoSentences && !hasExemplar && !guide && !findsMap && !mayChange(document))
    return { method: 'automatic-map', because: tr`You wrote two sentences` };
  return null;
}
