import { Tabs } from 'radix-ui';
import { useRef, useState } from 'react';
import type { Candidate } from '../../models/candidate';
import { reportFault, type FaultReport } from '../../../workers/protocol/faults';
import { AddressSource } from './AddressSource';
import { CatalogSource } from './CatalogSource';
import { FaultNote } from './FaultNote';
import { FolderSource, ZipSource } from './FileSources';
import { HubSource } from './HubSource';
import styles from './Models.module.css';
import { Review } from './Review';

/** Begins looking into a package; `what` names it while that takes. */
export type Look = (what: string, look: () => Promise<Candidate>) => void;

const sources = [
  { value: 'catalogue', label: 'Catalogue', Source: CatalogSource },
  { value: 'folder', label: 'Folder', Source: FolderSource },
  { value: 'zip', label: 'Zip', Source: ZipSource },
  { value: 'address', label: 'Address', Source: AddressSource },
  { value: 'hub', label: 'Hub repository', Source: HubSource },
] as const;

/** The ways to a package, and, once one was looked into, its report. Nothing large is fetched before that. */
export function AddModel({ onTaken }: { readonly onTaken: () => void }) {
  const [looking, setLooking] = useState<string | null>(null);
  const [candidate, setCandidate] = useState<Candidate | null>(null);
  const [fault, setFault] = useState<FaultReport | null>(null);
  const latest = useRef(0);
  const look: Look = (what, work) => {
    const turn = ++latest.current;
    setFault(null);
    setLooking(what);
    work().then(
      (found) => {
        if (turn === latest.current) setCandidate(found);
      },
      (thrown: unknown) => {
        if (turn === latest.current) setFault(reportFault(thrown));
      },
    ).finally(() => {
      if (turn === latest.current) setLooking(null);
    });
  };
  if (candidate) return <Review candidate={candidate} onBack={() => setCandidate(null)} onTaken={onTaken} />;
  return (
    <Tabs.Root defaultValue="catalogue" className={styles.sources} onValueChange={() => setFault(null)}>
      <Tabs.List className={styles.kinds} aria-label="Where the model is">
        {sources.map(({ value, label }) => (
          <Tabs.Trigger key={value} value={value} className={styles.kind}>
            {label}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {looking ? (
        <p className={styles.looking} role="status">
          Looking into {looking}… Only its small files and the heads of its networks are read.
        </p>
      ) : null}
      {fault ? <FaultNote fault={fault} /> : null}
      {sources.map(({ value, Source }) => (
        <Tabs.Content key={value} value={value} className={styles.page}>
          <Source busy={looking !== null} onLook={look} />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
