import { useStore } from 'zustand';
import { chooseStarter } from '../../models/chooseModel';
import { packageStore } from '../../models/packageStore';
import { Button } from '../../ui/Button';
import { reportToUser } from '../../ui/notices';
import { DiskUse } from './DiskUse';
import { InUse } from './InUse';
import styles from './Models.module.css';
import { tr } from '../../../workers/texts/texts';

/** The package that comes with the studio. */
export function StarterModel() {
  const inUse = useStore(packageStore, (state) => state.source.kept === undefined);
  return (
    <section className={styles.model} aria-label={tr`Starter`} {...(inUse ? { 'aria-current': true } : {})}>
      <div className={styles.head}>
        <b>{tr`Starter`}</b>
        <span className={styles.facts}>{tr`comes with Sfumato · small painted scenes · works offline`}</span>
      </div>
      {inUse ? <InUse title={tr`Starter`} /> : null}
      <DiskUse />
      {inUse ? null : (
        <div className={styles.foot}>
          <Button tone="primary" large onClick={() => chooseStarter().catch(reportToUser)}>
            {tr`Use`}
          </Button>
        </div>
      )}
    </section>
  );
}
