import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import type { SeveralCandidates } from '../../models/candidate';
import { Button } from '../../ui/Button';
import type { Look } from './AddModel';
import styles from './Models.module.css';
import { RadioChoice } from './RadioChoice';
import { tr } from '../../../workers/texts/texts';

interface WhichModelProps {
  readonly several: SeveralCandidates;
  readonly busy: boolean;
  readonly onLook: Look;
  readonly onBack: () => void;
}

/** Several models lie side by side: asks which is meant, since their parts must not be mixed. */
export function WhichModel({ several: { models, lookInto }, busy, onLook, onBack }: WhichModelProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <section className={styles.review} aria-label={tr`Which model`}>
      <RadioChoice
        legend={tr`There are ${models.length} models in it. Which one is meant?`}
        options={models.map((model) => ({
          key: model,
          value: model,
          label: model === '.' ? tr`The one at the top, in no folder of its own` : model,
          checked: chosen === model,
        }))}
        onChoose={setChosen}
      />
      <p className={styles.note}>{tr`Parts of different models do not fit each other, so they are never mixed.`}</p>
      <div className={styles.foot}>
        <Button icon={<ArrowLeft />} onClick={onBack}>
          {tr`Back`}
        </Button>
        <Button
          tone="primary"
          large
          disabled={busy || chosen === null}
          onClick={() => {
            if (chosen !== null) onLook(`“${chosen}”`, (signal) => lookInto(chosen, signal));
          }}
        >
          {tr`Look into it`}
        </Button>
      </div>
    </section>
  );
}
