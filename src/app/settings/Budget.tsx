import type { ReactNode } from 'react';
import { megabytes } from '../../ui/megabytes';
import { SelectField } from '../../ui/SelectField';
import styles from './Settings.module.css';
import { tr } from '../../../workers/texts/texts';
import { inSentence } from '../../../workers/texts/inSentence';

interface BudgetProps {
  readonly title: string;
  /** What it takes now. */
  readonly about: string;
  readonly help?: string;
  readonly usedBytes: number;
  /** 0 where it is not known. */
  readonly budgetBytes: number;
  /** Sizes to choose from; without them it is not limited here. */
  readonly choices?: readonly number[];
  readonly action?: ReactNode;
  readonly onChange?: (budgetBytes: number) => void;
}

/** How much room something takes, of how much it may. */
export function Budget({ title, about, help, usedBytes, budgetBytes, choices, action, onChange }: BudgetProps) {
  const share = budgetBytes > 0 ? Math.min(1, usedBytes / budgetBytes) : 0;
  return (
    <div className={styles.budget}>
      <p>
        <b>{title}</b> {about}
      </p>
      {choices ? (
        <SelectField
          label={tr`Room for ${inSentence(title)}`}
          bare
          about={help ?? about}
          value={String(budgetBytes)}
          options={choices.map((choice) => ({ value: String(choice), label: megabytes(choice) }))}
          onChange={(next) => onChange?.(Number(next))}
        />
      ) : (
        action
      )}
      <div className={styles.bar} aria-hidden>
        <i style={{ transform: `scaleX(${share})` }} />
      </div>
    </div>
  );
}
