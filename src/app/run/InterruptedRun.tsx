import { RotateCw } from 'lucide-react';
import { useStore } from 'zustand';
import { documentStore } from '../../document/documentStore';
import { forgetInterrupted, runAgain, wasInterrupted } from '../../generation/interruptedRun';
import { Button } from '../../ui/Button';
import { reportToUser } from '../../ui/notices';
import styles from './Run.module.css';

/** Offers the edit again that was under way when the page was left; nothing where there was none. */
export function InterruptedRun() {
  const interrupted = useStore(documentStore, wasInterrupted);
  if (!interrupted) return null;
  return (
    <div className={`${styles.note} ${styles.interrupted} ${styles.wide}`} role="group" aria-label="Interrupted edit">
      <span>An edit was under way when the page was left.</span>
      <Button icon={<RotateCw />} onClick={() => runAgain().catch(reportToUser)}>
        Run it again
      </Button>
      <Button onClick={forgetInterrupted}>Leave it</Button>
    </div>
  );
}
