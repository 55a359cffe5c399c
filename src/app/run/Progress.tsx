import { X } from 'lucide-react';
import { cancelGeneration } from '../../generation/runEdit';
import { describeJob, progressOf, type RunningJob } from '../../generation/jobStore';
import { Button } from '../../ui/Button';
import styles from './Run.module.css';

interface OfJob {
  readonly job: RunningJob;
}

/** How far the run is, in Generate's place; it is no button, so that a double click on Generate cannot cancel. */
export function Progress({ job }: OfJob) {
  const progress = progressOf(job);
  return (
    <div
      className={styles.progress}
      role="progressbar"
      aria-label="Generation"
      aria-valuemin={0}
      aria-valuemax={100}
      {...(progress === null ? { 'data-state': 'indeterminate' } : { 'aria-valuenow': Math.round(progress * 100) })}
    >
      <i style={progress === null ? undefined : { transform: `scaleX(${progress})` }} />
      <span role="status" aria-label="Progress">
        {describeJob(job)}
      </span>
    </div>
  );
}

/** Below the progress: the way out. */
export function Cancel({ job }: OfJob) {
  return (
    <div className={styles.note}>
      <span>You can paint meanwhile.</span>
      <Button tone="quiet" icon={<X />} disabled={job.cancelling} onClick={cancelGeneration}>
        Cancel
      </Button>
    </div>
  );
}
