import { Bell, BellRing, ListPlus, X } from 'lucide-react';
import { useStore } from 'zustand';
import { actionById } from '../../actions/registry';
import { useKeys } from '../../actions/useKeys';
import { generate } from '../../generation/generate';
import { cancelGeneration } from '../../generation/runEdit';
import { describeJob, progressOf, type RunningJob } from '../../generation/jobStore';
import { mayTell, tellStore, tellWhenDone } from '../../generation/queue/tellWhenDone';
import { Button, IconButton } from '../../ui/Button';
import { reportToUser } from '../../ui/notices';
import { Tip } from '../../ui/Tip';
import styles from './Run.module.css';
import { tr } from '../../../workers/texts/texts';

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
      aria-label={tr`Generation`}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(progress === null ? { 'data-state': 'indeterminate' } : { 'aria-valuenow': Math.round(progress * 100) })}
    >
      <i style={progress === null ? undefined : { transform: `scaleX(${progress})` }} />
      <span role="status" aria-label={tr`Progress`}>
        {describeJob(job)}
      </span>
    </div>
  );
}

/** Whether the browser tells when all is done; nothing where it cannot. */
function TellWhenDone() {
  const wanted = useStore(tellStore, (state) => state.wanted);
  if (!mayTell()) return null;
  return (
    <IconButton
      label={tr`Tell me when it is done`}
      about={tr`Tells when all edits are done, if this page is hidden by then`}
      icon={wanted ? <BellRing /> : <Bell />}
      aria-pressed={wanted}
      onClick={() => tellWhenDone(!wanted).catch(reportToUser)}
    />
  );
}

/** Below the progress: another edit behind this one, and the way out. */
export function Cancel({ job }: OfJob) {
  const keys = useKeys(actionById('generate'));
  return (
    <div className={styles.note}>
      <Tip text={tr`Runs the edit as it stands then, after this one`} keys={keys}>
        <Button tone="quiet" icon={<ListPlus />} onClick={() => generate().catch(reportToUser)}>
          {tr`Queue`}
        </Button>
      </Tip>
      <TellWhenDone />
      <span className={styles.gap} />
      <Button tone="quiet" icon={<X />} disabled={job.cancelling} onClick={cancelGeneration}>
        {tr`Cancel`}
      </Button>
    </div>
  );
}
