import { useEffect, useState } from 'react';
import { lookIntoRepository } from '../../models/candidate';
import { readCatalog, type CatalogEntry } from '../../models/catalog';
import { deviceHere } from '../../models/deviceHere';
import { studioStore } from '../../models/studioStore';
import { familyInWords } from '../../models/words';
import { Button } from '../../ui/Button';
import { reportFault, type FaultReport } from '../../../workers/protocol/faults';
import type { Look } from './AddModel';
import { FaultNote } from './FaultNote';
import styles from './Models.module.css';
import { useOnline } from './useOnline';

/** Known repositories; what only the hub can say of them is asked when one is looked into. */
export function CatalogSource({ busy, onLook }: { readonly busy: boolean; readonly onLook: Look }) {
  const [entries, setEntries] = useState<readonly CatalogEntry[] | null>(null);
  const [fault, setFault] = useState<FaultReport | null>(null);
  const online = useOnline();
  useEffect(() => {
    let shown = true;
    readCatalog().then(
      (found) => shown && setEntries(found),
      (thrown: unknown) => shown && setFault(reportFault(thrown)),
    );
    return () => {
      shown = false;
    };
  }, []);
  if (fault) return <FaultNote fault={fault} />;
  if (!entries) return <p role="status">Reading the catalogue…</p>;
  return (
    <>
      {online ? null : (
        <p className={styles.warning} role="status">
          This machine is offline. Folders and zips can be added all the same.
        </p>
      )}
      <ul className={styles.list} aria-label="Catalogue">
        {entries.map((entry) =>
          entry.source.kind === 'hub' ? <Entry key={entry.id} entry={entry} source={entry.source} disabled={busy || !online} onLook={onLook} /> : null,
        )}
      </ul>
      <p className={styles.note}>“Not tried by us” means just that: the report tells what would work here, before anything large is fetched. Sizes and licences are the hub’s own answer.</p>
    </>
  );
}

interface EntryProps {
  readonly entry: CatalogEntry;
  readonly source: Extract<CatalogEntry['source'], { kind: 'hub' }>;
  readonly disabled: boolean;
  readonly onLook: Look;
}

function Entry({ entry, source, disabled, onLook }: EntryProps) {
  const { title, family, about, tried, refusal } = entry;
  const look = () => onLook(`“${title}”`, async () => lookIntoRepository(studioStore(), await deviceHere(), { ...source, revision: source.revision ?? 'main' }, title));
  return (
    <li className={styles.model} aria-label={title}>
      <div className={styles.head}>
        <b>{title}</b>
        <span className={styles.facts}>
          {familyInWords(family)} · {source.repository} · {tried ? 'tried by us' : 'not tried by us'}
        </span>
      </div>
      <p>{about}</p>
      {refusal ? <p className={styles.warning}>{refusal}</p> : null}
      <div className={styles.buttons}>
        <Button disabled={disabled || refusal !== null} onClick={look}>
          Look into it
        </Button>
      </div>
    </li>
  );
}
