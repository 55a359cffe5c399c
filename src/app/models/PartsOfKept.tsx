import { useEffect, useEffectEvent, useState } from 'react';
import { useStore } from 'zustand';
import { theOnly } from '../../models/candidate';
import { chooseKept } from '../../models/chooseModel';
import { borrowedBytes, isComplete, loansOf, needsOf, type Borrowed, type Offer } from '../../models/borrowing';
import { deviceHere } from '../../models/deviceHere';
import { isKept } from '../../models/keptSource';
import { packageStore } from '../../models/packageStore';
import { prepareModel, shelfStore, takePart } from '../../models/shelf';
import { studioStore } from '../../models/studioStore';
import { bytesInWords } from '../../models/words';
import { Button } from '../../ui/Button';
import { reportToUser } from '../../ui/notices';
import { reportFault, type FaultReport } from '../../../workers/protocol/faults';
import type { ImportReport } from '../../../workers/protocol/importReport';
import type { StoredPackage } from '../../../workers/protocol/store';
import { BorrowParts } from './BorrowParts';
import { FaultNote } from './FaultNote';
import styles from './Models.module.css';
import { tr } from '../../../workers/texts/texts';

/** Where a kept model takes its parts from; can be changed at any time. */
export function PartsOfKept({ kept, onDone }: { readonly kept: StoredPackage; readonly onDone: () => void }) {
  const { id } = kept;
  const inUse = useStore(packageStore, (state) => isKept(state.source, id));
  const packages = useStore(shelfStore, (state) => state.packages);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [fault, setFault] = useState<FaultReport | null>(null);
  const [borrowed, setBorrowed] = useState<Borrowed>({});
  const show = useEffectEvent((found: ImportReport) => {
    setReport(found);
    setBorrowed(borrowedSoFar(found, kept, packages ?? []));
  });
  useEffect(() => {
    let shown = true;
    deviceHere()
      .then(async (device) => theOnly(await studioStore().inspect({ source: { kind: 'kept', packageId: id }, device })))
      .then(
        (found) => shown && show(found.report),
        (thrown: unknown) => shown && setFault(reportFault(thrown)),
      );
    return () => {
      shown = false;
    };
  }, [id]);
  if (fault) return <FaultNote fault={fault} />;
  if (!report) return <p role="status">{tr`Looking into it…`}</p>;
  const needs = needsOf(report);
  const parts = Object.values(borrowed).flatMap((offer) => (offer?.kind === 'download' ? [offer.part] : []));
  const keep = async () => {
    onDone();
    const fetched = await Promise.all(parts.map((part) => takePart(part)));
    const request = { packageId: id, device: await deviceHere(), choices: kept.checkpoint ?? {}, loans: loansOf(needs, borrowed) };
    if (fetched.every(Boolean) && (await prepareModel(request)) && inUse) await chooseKept(kept);
  };
  return (
    <div className={styles.review}>
      <BorrowParts report={report} borrower={id} borrowed={borrowed} onChange={setBorrowed} />
      <div className={styles.buttons}>
        <Button onClick={onDone}>{tr`Leave as it is`}</Button>
        <Button tone="primary" disabled={!isComplete(report, needs, borrowed)} onClick={() => keep().catch(reportToUser)}>
          {parts.length > 0 ? tr`Download ${bytesInWords(borrowedBytes(borrowed))} and use` : tr`Take these parts`}
        </Button>
      </div>
    </div>
  );
}

function borrowedSoFar(report: ImportReport, { loans = [] }: StoredPackage, packages: readonly StoredPackage[]): Borrowed {
  return Object.fromEntries(
    needsOf(report).flatMap(({ parts, words }) => {
      const loan = loans.find((one) => parts.every((part) => one.parts.includes(part)));
      const lender = packages.find(({ id }) => id === loan?.from);
      const offer: Offer | null = lender ? { kind: 'kept', id: lender.id, title: lender.title, about: null } : null;
      return offer ? [[words, offer] as const] : [];
    }),
  );
}
