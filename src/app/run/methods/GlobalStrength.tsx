import { setSetting } from '../../../document/commands';
import { useSettings } from '../../../document/hooks';
import { methods } from '../../../../workers/protocol/methods';
import { useStore } from 'zustand';
import { documentStore } from '../../../document/documentStore';
import { suggestionFor, suggestionStore } from '../../../generation/methods/suggestion';
import { PercentField } from '../../../ui/PercentField';
import { SuggestedStrength } from './SuggestedStrength';
import { tr } from '../../../../workers/texts/texts';

/** How far the whole edit may go, and what a composition with exemplars would ask for. */
export function GlobalStrength() {
  const { strength, method } = useSettings();
  const suggested = useStore(documentStore, (document) => suggestionFor(suggestionStore.getState(), document));
  const found = useStore(suggestionStore, (state) => suggestionFor(state, documentStore.getState()));
  const mark = methods[method].takesExemplars ? (suggested ?? found) : null;
  return (
    <>
      <PercentField
        label={tr`Global strength`}
        about={tr`How far the whole edit may go: it cuts the schedule, so that 50 % runs only the later half of the steps.`}
        value={strength}
        mark={mark ?? undefined}
        onChange={(value) => setSetting('strength', value)}
      />
      {methods[method].takesExemplars ? <SuggestedStrength /> : null}
    </>
  );
}
