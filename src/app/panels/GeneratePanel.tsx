import { Sparkles, Square } from 'lucide-react';
import { useStore } from 'zustand';
import { changeEverything } from '../../actions/changeMapActions';
import { formatChord } from '../../actions/chord';
import { pickFile } from '../../actions/filePicker';
import { cancelGeneration, generate } from '../../generation/generate';
import { describeJob, jobStore, progressOf, type RunningJob } from '../../generation/jobStore';
import { ensurePackage } from '../../generation/studioEngine';
import { useReadiness } from '../../generation/useReadiness';
import { packageStore } from '../../models/packageStore';
import { Button } from '../../ui/Button';
import { reportToUser } from '../../ui/notices';
import type { FaultReport } from '../../../workers/protocol/faults';
import styles from './Panel.module.css';

/** Generate, or how far it is, or why it cannot. */
export function GeneratePanel() {
  const job = useStore(jobStore, (state) => state.running);
  const jobFault = useStore(jobStore, (state) => state.fault);
  const packageFault = useStore(packageStore, (state) => (state.summary ? null : state.fault));
  const ready = useReadiness();
  if (job) return <Progress job={job} />;
  const fault = packageFault ?? jobFault;
  return (
    <div className={styles.job}>
      {fault ? <FaultCard fault={fault} /> : null}
      <Button tone="primary" wide large icon={<Sparkles />} disabled={!ready.ready} onClick={() => generate().catch(reportToUser)}>
        Generate
        <kbd className={styles.shortcut} aria-hidden>
          {formatChord('mod+Enter')}
        </kbd>
      </Button>
      {ready.ready ? null : (
        <div className={styles.reason}>
          <span>{ready.reason}</span>
          {ready.offer === 'change-everything' ? <Button onClick={changeEverything}>Change everything</Button> : null}
          {ready.offer === 'add-exemplar' ? <Button onClick={() => pickFile('Add exemplar')}>Add exemplar</Button> : null}
          {ready.offer === 'load-again' ? <Button onClick={() => ensurePackage().catch(() => undefined)}>Try again</Button> : null}
        </div>
      )}
    </div>
  );
}

function Progress({ job }: { readonly job: RunningJob }) {
  const progress = progressOf(job);
  return (
    <div className={styles.job}>
      <div className={styles.progress} role="progressbar" aria-label="Generation" aria-valuemin={0} aria-valuemax={100} {...(progress === null ? { 'data-state': 'indeterminate' } : { 'aria-valuenow': Math.round(progress * 100) })}>
        <div style={progress === null ? undefined : { width: `${progress * 100}%` }} />
      </div>
      <p className={styles.words} role="status" aria-label="Progress">
        {describeJob(job)}
      </p>
      <Button wide large icon={<Square />} disabled={job.cancelling} onClick={cancelGeneration}>
        Cancel
      </Button>
    </div>
  );
}

function FaultCard({ fault }: { readonly fault: FaultReport }) {
  return (
    <div className={styles.fault} role="alert">
      <b>{fault.message}</b>
      {fault.hint ? <span>{fault.hint}</span> : null}
    </div>
  );
}
