import { Check, CloudAlert, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { historyStore } from '../../document/history';
import { historyLossWords, saveStateStore } from '../../document/storage/saveState';
import styles from './TopBar.module.css';
import { tr } from '../../../workers/texts/texts';

const words = { saved: tr`Saved`, saving: tr`Saving`, 'not-saved': tr`Not saved` } as const;
const icons: Readonly<Record<keyof typeof words, ReactNode>> = {
  saved: <Check aria-hidden />,
  saving: <LoaderCircle aria-hidden />,
  'not-saved': <CloudAlert aria-hidden />,
};

/** Whether the work is kept in this browser. */
export function DocumentState() {
  const state = useStore(saveStateStore, (store) => store.status);
  const steps = useStore(historyStore, ({ labels }) => labels.length);
  const loss = useStore(saveStateStore, (store) => historyLossWords(store, steps));
  return (
    <span
      className={styles.state}
      role="status"
      aria-label={tr`Document state`}
      data-state={words[state]}
      title={`${tr`Kept in this browser after every change, with results and history.`} ${loss ?? ''}`.trim()}
    >
      {icons[state]}
      <span className={state === 'not-saved' ? undefined : styles.shrinks}>{words[state]}</span>
    </span>
  );
}
