import { RotateCw } from 'lucide-react';
import { useStore } from 'zustand';
import { documentStore } from '../../document/documentStore';
import { forgetInterrupted, runAgain, wasInterrupted } from '../../generation/queue/interruptedRun';
import { Button } from '../../ui/Button';
import { reportToUser } from '../../ui/notices';
import styles from './Run.module.css';
import { form, plural, tr } from '../../../workers/texts/texts';

/** Offers the edit again that was under way when the page was left; nothing where there was none. */
export function InterruptedRun() {
  const interrupted = useStore(documentStore, wasInterrupted);
  const count = useStore(documentStore, ({ runMark }) => 1 + (runMark?.rest?.length ?? 0));
  if (!interrupted) return null;
  return (
    <div className={`${styles.note} ${styles.interrupted} ${styles.wide}`} role="group" aria-label={tr`Interrupted edit`}>
      <span>
        {plural(
          count,
          form`An edit was under way when the page was left.`,
          form`${count} edits were under way or waited when the page was left.`,
        )}
      </span>
      <Button icon={<RotateCw />} onClick={() => runAgain().catch(reportToUser)}>
        {plural(count, form`Run it again`, form`Run them again`)}
      </Button>
      <Button onClick={forgetInterrupted}>{plural(count, form`Leave it`, form`Leave them`)}</Button>
    </div>
  );
}
