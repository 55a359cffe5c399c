import { Wand2 } from 'lucide-react';
import { useStore } from 'zustand';
import { setSetting } from '../../../document/commands';
import { documentStore } from '../../../document/documentStore';
import { runExemplars } from '../../../generation/recipe/runMaps';
import { findSuggestion, suggestionFor, suggestionStore } from '../../../generation/methods/suggestion';
import { Button } from '../../../ui/Button';
import { reportToUser } from '../../../ui/notices';
import styles from './Methods.module.css';
import { tr } from '../../../../workers/texts/texts';

/** How strong the blend should be, by how far the exemplars differ from the scene; a hint beside the slider, never set unasked. */
export function SuggestedStrength() {
  const document = useStore(documentStore);
  const suggestion = useStore(suggestionStore);
  const strength = suggestionFor(suggestion, document);
  if (!document.picture || runExemplars(document).length === 0) return null;
  if (strength === null) {
    return (
      <Button tone="quiet" icon={<Wand2 />} disabled={suggestion.busy} onClick={() => findSuggestion().catch(reportToUser)}>
        {suggestion.busy ? tr`Comparing exemplars and scene…` : tr`Suggest a strength`}
      </Button>
    );
  }
  const percent = Math.round(strength * 100);
  return (
    <div className={styles.hint} role="note" aria-label={tr`Suggested strength`}>
      <span>{tr`By how far the exemplars differ from the scene, ${percent} % should do. A hint: it does not know what they show.`}</span>
      <Button disabled={Math.round(document.settings.strength * 100) === percent} onClick={() => setSetting('strength', percent / 100)}>
        {tr`Use ${percent} %`}
      </Button>
    </div>
  );
}
