import type { FaultReport } from '../../../workers/protocol/faults';
import styles from './Models.module.css';

/** What was wrong, and what to do. */
export function FaultNote({ fault }: { readonly fault: FaultReport }) {
  return (
    <div className={styles.fault} role="alert">
      <b>{fault.message}</b>
      {fault.hint ? <span>{fault.hint}</span> : null}
    </div>
  );
}
