import { setSetting } from '../../../document/commands';
import { useSettings } from '../../../document/hooks';
import { methods } from '../../../../workers/protocol/methods';
import { useStore } from 'zustand';
import { documentStore } from '../../../document/documentStore';
import { suggestionFor, suggestionStore } from '../../../generation/suggestion';
import { PercentField } from '../../../ui/PercentField';
import styles from './Methods.module.css';
import { SuggestedStrength } from './SuggestedStrength';

/** How far the whole edit may go, and what a composition with exemplars would ask for. */
export function GlobalStrength() {
  const { strength, method } = useSettings();
  const suggested = useStore(documentStore, (document) => suggestionFor(suggestionStore.getState(), document));
  const found = useStore(suggestionStore, (state) => suggestionFor(state, documentStore.getState()));
  const mark = methods[method].takesExemplars ? (suggested ?? found) : null;
  return (
    <>
      <div className={styles.strength}>
        <PercentField
          label="Global strength"
          about="How far the whole edit may go: it cuts the schedule, so that 50 % runs only the later half of the steps."
          value={strength}
          onChange={(value) => setSetting('strength', value)}
        />
        {mark === null ? null : <span className={styles.mark} style={{ left: `calc(7px + (100% - 14px) * ${mark})` }} aria-hidden />}
      </div>
      {methods[method].takesExemplars ? <SuggestedStrength /> : null}
    </>
  );
}
