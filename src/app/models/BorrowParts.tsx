import { useEffect, useEffectEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { ImportReport } from '../../../workers/protocol/importReport';
import { needsOf, offersFor, proposedOffer, type Borrowed, type Need, type Offer } from '../../models/borrowing';
import { readCatalog } from '../../models/catalog';
import { shelfStore } from '../../models/shelf';
import { studioStore } from '../../models/studioStore';
import { bytesInWords } from '../../models/words';
import { reportToUser } from '../../ui/notices';
import styles from './Models.module.css';
import { RadioChoice } from './RadioChoice';
import { useOnline } from './useOnline';
import { tr } from '../../../workers/texts/texts';
import { rich } from '../../ui/rich';

interface BorrowPartsProps {
  readonly report: ImportReport;
  /** The kept model that borrows; null before it is kept. */
  readonly borrower: string | null;
  readonly borrowed: Borrowed;
  readonly onChange: (borrowed: Borrowed) => void;
}

type Offers = Readonly<Record<string, readonly Offer[]>>;

/** Where a model's missing parts come from, and whether a lighter autoencoder takes the place of its own. */
export function BorrowParts({ report, borrower, borrowed, onChange }: BorrowPartsProps) {
  const needs = needsOf(report);
  const packages = useStore(shelfStore, (state) => state.packages);
  const [offers, setOffers] = useState<Offers | null>(null);
  const take = useEffectEvent((found: Offers) => {
    setOffers(found);
    const proposed = needs.flatMap((need) => {
      const offer = borrowed[need.words] === undefined ? proposedOffer(need, found[need.words] ?? []) : null;
      return offer ? [[need.words, offer] as const] : [];
    });
    if (proposed.length > 0) onChange({ ...borrowed, ...Object.fromEntries(proposed) });
  });
  useEffect(() => {
    let shown = true;
    findOffers(report, borrower).then((found) => shown && take(found), reportToUser);
    return () => {
      shown = false;
    };
  }, [report, borrower, packages]);
  if (needs.length === 0) return null;
  if (!offers) return <p role="status">{tr`Looking for models that can lend…`}</p>;
  return needs.map((need) => (
    <Choice
      key={need.words}
      need={need}
      offers={offers[need.words] ?? []}
      chosen={borrowed[need.words] ?? null}
      onChoose={(offer) => onChange({ ...borrowed, [need.words]: offer })}
    />
  ));
}

async function findOffers(report: ImportReport, borrower: string | null): Promise<Offers> {
  const { parts } = await readCatalog().catch(() => ({ parts: [] }));
  const store = studioStore();
  return Object.fromEntries(
    await Promise.all(needsOf(report).map(async (need) => [need.words, await offersFor(need, report, borrower, store, parts)] as const)),
  );
}

interface ChoiceProps {
  readonly need: Need;
  readonly offers: readonly Offer[];
  readonly chosen: Offer | null;
  readonly onChoose: (offer: Offer | null) => void;
}

function Choice({ need: { words, isLacking }, offers, chosen, onChoose }: ChoiceProps) {
  const online = useOnline();
  if (offers.length === 0)
    return isLacking ? (
      <p
        className={styles.warning}
      >{tr`Nothing that is kept or offered has a ${words} that fits. Add a model of the same family first.`}</p>
    ) : null;
  const option = (offer: Offer | null, label: React.ReactNode, disabled = false) => ({
    key: offer?.id ?? 'own',
    value: offer,
    label,
    checked: (chosen?.id ?? null) === (offer?.id ?? null),
    disabled,
  });
  return (
    <RadioChoice
      legend={isLacking ? tr`It has no ${words}: take it from` : `${words.charAt(0).toUpperCase()}${words.slice(1)}`}
      options={[
        ...(isLacking ? [] : [option(null, <b>{tr`Its own`}</b>)]),
        ...offers.map((offer) =>
          offer.kind === 'kept' ? option(offer, <KeptOffer {...offer} />) : option(offer, <Download {...offer} />, !online),
        ),
      ]}
      onChoose={onChoose}
    />
  );
}

function KeptOffer({ title, about }: Extract<Offer, { kind: 'kept' }>) {
  return <>{rich`${(<b>{title}</b>)}: kept already, nothing more on disk${about ? `; ${about}` : ''}`}</>;
}

function Download({ title, part: { sizeBytes, licence, about } }: Exclude<Offer, { kind: 'kept' }>) {
  return (
    <>
      {licence
        ? rich`${(<b>{title}</b>)}: ${bytesInWords(sizeBytes)} to download, licence ${licence}. ${about}`
        : rich`${(<b>{title}</b>)}: ${bytesInWords(sizeBytes)} to download. ${about}`}
    </>
  );
}
