import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Found } from '../../models/candidate';
import { lookIntoOffered, offeredModelStore, offeredName, withdrawModel } from '../../models/offeredModel';
import { reportFault, type FaultReport } from '../../../workers/protocol/faults';
import { Button } from '../../ui/Button';
import { AddressSource } from './AddressSource';
import { CatalogModel } from './CatalogModel';
import type { Chosen, Way } from './chosen';
import { FolderSource, WeightsSource, ZipSource } from './FileSources';
import { FaultNote } from './FaultNote';
import { HubSource } from './HubSource';
import styles from './Models.module.css';
import { Refusal, WaysOn } from './Refusal';
import { Review } from './Review';
import type { CatalogRead } from './useCatalog';
import { WhichModel } from './WhichModel';
import { tr } from '../../../workers/texts/texts';

/** Begins looking into a package; `what` names it while that takes, the signal ends it. */
export type Look = (what: string, look: (signal: AbortSignal) => Promise<Found>) => void;

const sources = { file: WeightsSource, folder: FolderSource, zip: ZipSource, address: AddressSource, hub: HubSource } satisfies Record<
  Way,
  unknown
>;

interface AddModelProps {
  readonly chosen: Extract<Chosen, { kind: 'known' | 'way' }>;
  readonly catalog: CatalogRead;
  readonly onChoose: (chosen: Chosen) => void;
  /** Called with the package's id once it is being taken in. */
  readonly onTaken: (id: string) => void;
}

/** A way to a package, and, once one was looked into, its report. Nothing large is fetched before that. */
export function AddModel({ chosen, catalog, onChoose, onTaken }: AddModelProps) {
  const [looking, setLooking] = useState<string | null>(null);
  const [found, setFound] = useState<Found | null>(null);
  const [fault, setFault] = useState<FaultReport | null>(null);
  const latest = useRef(new AbortController());
  const stop = () => {
    latest.current.abort();
    setLooking(null);
  };
  useEffect(() => () => latest.current.abort(), []);
  const look: Look = (what, work) => {
    latest.current.abort();
    const turn = new AbortController();
    latest.current = turn;
    setFault(null);
    setLooking(what);
    work(turn.signal)
      .then(
        (next) => {
          if (!turn.signal.aborted) setFound(next);
        },
        (thrown: unknown) => {
          if (!turn.signal.aborted) setFault(reportFault(thrown));
        },
      )
      .finally(() => {
        if (!turn.signal.aborted) setLooking(null);
      });
  };
  const takeOffered = useEffectEvent(() => {
    const { offered } = offeredModelStore.getState();
    if (!offered) return;
    withdrawModel();
    look(`“${offeredName(offered)}”`, (signal) => lookIntoOffered(offered, signal));
  });
  useEffect(() => {
    queueMicrotask(takeOffered);
    return offeredModelStore.subscribe(() => takeOffered());
  }, []);
  const about = looking ? (
    <p className={styles.looking} role="status">
      {tr`Looking into ${looking}… Only its small files and the heads of its networks are read. `}
      <Button onClick={stop}>{tr`Cancel`}</Button>
    </p>
  ) : null;
  const back = () => {
    stop();
    setFault(null);
    setFound(null);
  };
  if (found)
    return (
      <>
        {about}
        {fault ? <FaultNote fault={fault} /> : null}
        {'models' in found ? (
          <WhichModel several={found} busy={looking !== null} onLook={look} onBack={back} />
        ) : (
          <Review key={found.title} candidate={found} busy={looking !== null} onLook={look} onBack={back} onTaken={onTaken} />
        )}
      </>
    );
  const busy = looking !== null;
  const Source = chosen.kind === 'known' ? null : sources[chosen.way];
  // The way that was tried stays where it is, with what was typed into it.
  return (
    <div className={styles.page}>
      {about}
      {fault ? <Refusal fault={fault} /> : null}
      {chosen.kind === 'known' ? <CatalogModel id={chosen.id} catalog={catalog} busy={busy} onLook={look} /> : null}
      {Source ? <Source busy={busy} onLook={look} /> : null}
      {fault ? <WaysOn chosen={chosen} catalog={catalog} onChoose={onChoose} /> : null}
    </div>
  );
}
