import { lookIntoRepository } from '../../models/candidate';
import type { CatalogEntry } from '../../models/catalog';
import { deviceHere } from '../../models/deviceHere';
import { studioStore } from '../../models/studioStore';
import { bytesInWords, familyInWords } from '../../models/words';
import { Button } from '../../ui/Button';
import type { Look } from './AddModel';
import { FaultNote } from './FaultNote';
import styles from './Models.module.css';
import type { CatalogRead } from './useCatalog';
import { useOnline } from './useOnline';
import { tr } from '../../../workers/texts/texts';

interface CatalogModelProps {
  readonly id: string;
  readonly catalog: CatalogRead;
  readonly busy: boolean;
  readonly onLook: Look;
}

/** A known repository; what only the hub can say of it is asked when it is looked into. */
export function CatalogModel({ id, catalog: { entries, fault }, busy, onLook }: CatalogModelProps) {
  const online = useOnline();
  if (fault) return <FaultNote fault={fault} />;
  const entry = entries?.find((one) => one.id === id);
  if (entry?.source.kind !== 'hub') return <p role="status">{tr`Reading the catalogue…`}</p>;
  return (
    <>
      {online ? null : (
        <p className={styles.warning} role="status">
          {tr`This machine is offline. Folders and zips can be added all the same.`}
        </p>
      )}
      <Entry entry={entry} source={entry.source} disabled={busy || !online} onLook={onLook} />
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
  const { title, family, about, tried, refusal, licence, sizeBytes, defaults, memory, form } = entry;
  const facts = [
    familyInWords(family),
    sizeBytes === null ? null : tr`${bytesInWords(sizeBytes)} to download`,
    defaults && tr`${defaults.steps} steps, guidance ${defaults.guidance}, ${defaults.sidePx}²`,
    licence,
    form === 'weights' ? 'safetensors' : 'ONNX',
    tried ? tr`tried by us` : tr`not tried by us`,
  ].filter(Boolean);
  const look = () =>
    onLook(`“${title}”`, async (signal) =>
      lookIntoRepository(studioStore(), await deviceHere(), { ...source, revision: source.revision ?? 'main' }, title, signal),
    );
  return (
    <section className={styles.model} aria-label={title}>
      <div className={styles.head}>
        <b>{title}</b>
        <span className={styles.facts}>{facts.join(' · ')}</span>
      </div>
      <p>{about}</p>
      {memory ? (
        <p className={styles.facts}>
          {tr`At work about ${bytesInWords(memory.fp16)} as it lies, ${bytesInWords(memory.q8)} in 8 bits, ${bytesInWords(memory.q4)} in 4 bits`}
        </p>
      ) : null}
      {refusal ? <p className={styles.warning}>{refusal}</p> : null}
      <p className={styles.note}>
        {tr`“Not tried by us” means just that: the report tells what would work here. Sizes and licences are the hub’s own answer.`}
      </p>
      <div className={styles.foot}>
        <p>{tr`Nothing large is fetched before its report.`}</p>
        <Button tone="primary" large disabled={disabled || refusal !== null} onClick={look}>
          {tr`Look into it`}
        </Button>
      </div>
    </section>
  );
}
