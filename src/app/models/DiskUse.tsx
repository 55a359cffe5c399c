import { useStore } from 'zustand';
import { shelfStore } from '../../models/shelf';
import { bytesInWords } from '../../models/words';
import styles from './Models.module.css';
import { tr } from '../../../workers/texts/texts';

/** Where the disk went: packages, the rest of the studio, and what is still free. */
export function DiskUse() {
  const usage = useStore(shelfStore, (state) => state.usage);
  if (!usage) return null;
  const { kind, reason, packages, packagesBytes, usedBytes, quotaBytes, persisted } = usage;
  const other = usedBytes === null ? null : Math.max(0, usedBytes - packagesBytes);
  const free = quotaBytes === null || usedBytes === null ? null : Math.max(0, quotaBytes - usedBytes);
  const share = (bytes: number) => ({ width: `${quotaBytes ? (100 * bytes) / quotaBytes : 0}%` });
  return (
    <section className={styles.disk} aria-label={tr`Where the disk went`}>
      <h3 className={styles.title}>{tr`Where the disk went`}</h3>
      {kind === 'memory' ? <p className={styles.warning}>{reason ?? tr`Models are kept in memory only, until the page is left.`}</p> : null}
      <div className={styles.meter} aria-hidden>
        {packages.map(({ id, sizeBytes }) => (
          <i key={id} style={share(sizeBytes)} />
        ))}
      </div>
      <dl>
        {packages.map(({ id, title, sizeBytes }) => (
          <div key={id}>
            <dt>{title}</dt>
            <dd>{bytesInWords(sizeBytes)}</dd>
          </div>
        ))}
        {other === null ? null : (
          <div>
            <dt>{tr`Your project and the rest`}</dt>
            <dd>{bytesInWords(other)}</dd>
          </div>
        )}
        {free === null ? null : (
          <div>
            <dt>{tr`The browser lets Sfumato use`}</dt>
            <dd>{tr`${bytesInWords(free)} more`}</dd>
          </div>
        )}
      </dl>
      {kind === 'disk' && persisted === false && packages.length > 0 ? (
        <p
          className={styles.note}
        >{tr`When the disk is nearly full the browser may clear models. It is asked not to whenever you add one.`}</p>
      ) : null}
    </section>
  );
}
