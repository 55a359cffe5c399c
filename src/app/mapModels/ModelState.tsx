import type { FaultReport } from '../../../workers/protocol/faults';
import styles from './MapModels.module.css';

interface ModelStateProps {
  readonly busy: boolean;
  readonly fault: FaultReport | null;
  /** What is being done, while it is. */
  readonly doing: string;
}

/** What a map model is doing, or why it could not. */
export function ModelState({ busy, fault, doing }: ModelStateProps) {
  return (
    <p role="status" className={fault ? styles.fault : styles.hint}>
      {fault ? `${fault.message} ${fault.hint}` : busy ? doing : ''}
    </p>
  );
}
