import { useStore } from 'zustand';
import { saveStateStore } from './saveState';
import styles from './TopBar.module.css';

const words = { saved: 'Saved', saving: 'Saving', 'not-saved': 'Not saved' } as const;

/** Whether the work is kept in this browser. */
export function DocumentState() {
  const state = useStore(saveStateStore, (store) => store.status);
  return (
    <span className={styles.state} role="status" aria-label="Document state" data-state={words[state]} title="Kept in this browser after every change">
      {words[state]}
    </span>
  );
}
