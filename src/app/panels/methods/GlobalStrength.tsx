import { setSetting } from '../../../document/commands';
import { useSettings } from '../../../document/hooks';
import { goesByLevels } from '../../../generation/methods';
import { useStore } from 'zustand';
import { documentStore } from '../../../document/documentStore';
import { suggestionFor, suggestionStore } from '../../../generation/suggestion';
import panel from '../Panel.module.css';
import { PercentField } from './PercentField';
import styles from './Methods.module.css';
import { SuggestedStrength } from './SuggestedStrength';

/** How far the whole edit may go, and what a composition with exemplars would ask for. */
export function GlobalStrength() {
  const { strength, method } = useSettings();
  const suggested = useStore(documentStore, (document) => suggestionFor(suggestionStore.getState(), document));
  const found = useStore(suggestionStore, (state) => suggestionFor(state, documentStore.getState()));
  const mark = method === 'exemplar-blend' ? (suggested ?? found) : null;
  return (
    <>
      <div className={styles.strength}>
        <PercentField label="Global strength" about="How far the whole edit may go: it cuts the schedule, so that 50 % runs only the later half of the steps." value={strength} onChange={(value) => setSetting('strength', value)} />
        {mark === null ? null : <span className={styles.mark} style={{ left: `calc(7px + (100% - 14px) * ${mark})` }} aria-hidden />}
      </div>
      {goesByLevels(method) ? <p className={panel.empty}>It has no part in this method.</p> : null}
      {method === 'exemplar-blend' ? <SuggestedStrength /> : null}
    </>
  );
}
