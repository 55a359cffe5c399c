import { Film, Grid3x3 } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { openDialog } from '../../../actions/dialogStore';
import { documentStore } from '../../../document/documentStore';
import { generateEach } from '../../../generation/generate';
import { ownGrids } from '../../../document/results/gridCommands';
import { rowOf } from '../../../generation/sweeps/rowOf';
import { hasSteps } from '../../../generation/steps/runSteps';
import { sweepCost, sweepsOf } from '../../../generation/sweeps/sweeps';
import { useReadiness } from '../../../generation/useReadiness';
import { packageStore } from '../../../models/packageStore';
import { Button } from '../../../ui/Button';
import { MoreButton } from '../../../ui/MoreButton';
import { reportToUser } from '../../../ui/notices';
import panel from '../../panels/Panel.module.css';
import { OwnSweep } from './OwnSweep';
import styles from './Methods.module.css';
import { tr } from '../../../../workers/texts/texts';

/** For the curious: the comparisons of the papers, each made by one press, into the list of results. */
export function Sweeps() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <MoreButton label={tr`Compare variants`} open={open} onToggle={() => setOpen(!open)} />
      {open ? <SweepList /> : null}
    </>
  );
}

function SweepList() {
  const document = useStore(documentStore);
  const summary = useStore(packageStore, (state) => state.summary);
  const ready = useReadiness().ready;
  return (
    <section className={styles.more} aria-label={tr`Variants to compare`}>
      <p
        className={panel.soft}
      >{tr`One press makes the runs one after the other under this seed; results are named by what sets them apart.`}</p>
      {ownGrids(document).length > 0 ? (
        <Button icon={<Grid3x3 />} onClick={() => openDialog('grid')}>
          {tr`Show as a grid`}
        </Button>
      ) : null}
      {hasSteps(document) ? (
        <Button icon={<Film />} onClick={() => openDialog('steps')}>
          {tr`Steps of the last run`}
        </Button>
      ) : null}
      <OwnSweep />
      {sweepsOf(document.settings).map((sweep) => (
        <div key={sweep.label} className={styles.sweep}>
          <Button disabled={!ready} onClick={() => generateEach(sweep.variants, rowOf(sweep.label, sweep.variants)).catch(reportToUser)}>
            {sweep.label}
          </Button>
          <p className={panel.soft}>
            {`${sweep.about} ${summary ? tr`${sweep.variants.length} runs, at most ${sweepCost(document, summary, sweep)} evaluations.` : tr`${sweep.variants.length} runs.`}`}
          </p>
        </div>
      ))}
    </section>
  );
}
