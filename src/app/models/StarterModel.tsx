import { useStore } from 'zustand';
import { chooseStarter } from '../../models/chooseModel';
import { packageStore } from '../../models/packageStore';
import { Button } from '../../ui/Button';
import { reportToUser } from '../../ui/notices';
import { DiskUse } from './DiskUse';
import { InUse } from './InUse';
import styles from './Models.module.css';

/** The package that comes with the studio. */
export function StarterModel() {
  const inUse = useStore(packageStore, (state) => state.source.kept === undefined);
  return (
    <section className={styles.model} aria-label="Starter" {...(inUse ? { 'aria-current': true } : {})}>
      <div className={styles.head}>
        <b>Starter</b>
        <span className={styles.facts}>comes with Sfumato · small painted scenes · works offline</span>
      </div>
      {inUse ? <InUse title="Starter" /> : null}
      <DiskUse />
      {inUse ? null : (
        <div className={styles.foot}>
          <Button tone="primary" large onClick={() => chooseStarter().catch(reportToUser)}>
            Use
          </Button>
        </div>
      )}
    </section>
  );
}
