import { useState } from 'react';
import { useStore } from 'zustand';
import { keptMapModels } from '../../mapModels/keptMapModels';
import { chooseKept, forgetChosen } from '../../models/chooseModel';
import { isKept } from '../../models/keptSource';
import { packageStore } from '../../models/packageStore';
import { pause, removePackage, repair, resume, shelfStore, verify } from '../../models/shelf';
import { bytesInWords, familyInWords, licenceAddress, progressInWords, shareDone, stateInWords } from '../../models/words';
import { Button } from '../../ui/Button';
import { reportToUser } from '../../ui/notices';
import type { StoredPackage } from '../../../workers/protocol/store';
import { DiskUse } from './DiskUse';
import { FaultNote } from './FaultNote';
import { InUse } from './InUse';
import styles from './Models.module.css';
import { PartsOfKept } from './PartsOfKept';
import { ProgressLine } from './ProgressLine';
import { UseAddOn } from './UseAddOn';
import { tr } from '../../../workers/texts/texts';
import { listed } from '../../../workers/texts/listed';
import { placeInWords } from '../../../workers/texts/words';

/** A kept package: what it is, how it is, and what can be done with it. */
export function KeptModel({ kept }: { readonly kept: StoredPackage }) {
  const { id, title } = kept;
  const progress = useStore(shelfStore, (state) => state.jobs[id]);
  const said = useStore(shelfStore, (state) => state.said[id]);
  const fault = useStore(shelfStore, (state) => state.faults[id]) ?? kept.fault;
  const inUse = useStore(packageStore, (state) => isKept(state.source, id));
  return (
    <section className={styles.model} aria-label={title} {...(inUse ? { 'aria-current': true } : {})}>
      <div className={styles.head}>
        <b>{title}</b>
        <Facts kept={kept} />
      </div>
      {progress ? <ProgressLine label={tr`${title}: progress`} share={shareDone(progress)} words={progressInWords(progress)} /> : null}
      {inUse ? <InUse title={title} /> : null}
      {said ? <p role="status">{said}</p> : null}
      {fault && !progress ? <FaultNote fault={fault} /> : null}
      {kept.notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      <Borrowing kept={kept} />
      <DiskUse />
      <Buttons kept={kept} busy={progress !== undefined} inUse={inUse} />
    </section>
  );
}

function Facts({ kept: { state, family, doneBytes, totalBytes, licence, origin, files } }: { readonly kept: StoredPackage }) {
  const size =
    state === 'ready' || totalBytes === null ? bytesInWords(doneBytes) : tr`${bytesInWords(doneBytes)} of ${bytesInWords(totalBytes)}`;
  const stays = files.find((file) => file.stays)?.stays;
  const address = licenceAddress(origin);
  return (
    <span className={styles.facts}>
      <span data-state={state}>{stateInWords(state)}</span> · {size}
      {stays ? tr` in its own ${placeInWords(stays.kind)}` : ''}
      {family ? ` · ${familyInWords(family)}` : ''} ·{' '}
      {address ? (
        <a href={address} target="_blank" rel="noreferrer">
          {licence ? tr`Licence: ${licence}` : tr`Licence`}
        </a>
      ) : (
        (licence ?? tr`licence: see where you got it`)
      )}
    </span>
  );
}

/** What a kept model borrows, in a sentence. */
function Borrowing({ kept: { loans = [], isPart } }: { readonly kept: StoredPackage }) {
  const packages = useStore(shelfStore, (state) => state.packages);
  if (isPart) return <p className={styles.note}>{tr`A part, from which other models borrow.`}</p>;
  if (loans.length === 0) return null;
  const titleOf = (id: string) => packages?.find((one) => one.id === id)?.title ?? tr`a model that is no longer kept`;
  const words = loans.map(({ from, parts }) =>
    parts.some((part) => part.startsWith('vae')) ? tr`the VAE of “${titleOf(from)}”` : tr`the text encoder of “${titleOf(from)}”`,
  );
  return <p className={styles.note}>{tr`With ${listed(words)}.`}</p>;
}

function Buttons({ kept, busy, inUse }: { readonly kept: StoredPackage; readonly busy: boolean; readonly inUse: boolean }) {
  const { id, title, state, refetchable, isPart } = kept;
  const [asking, setAsking] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const packages = useStore(shelfStore, (state) => state.packages);
  const borrowers = (packages ?? []).filter(({ loans = [] }) => loans.some(({ from }) => from === id)).map((one) => `“${one.title}”`);
  const remove = async () => {
    if (inUse) forgetChosen();
    await removePackage(id);
  };
  if (asking) {
    return (
      <div className={styles.foot} role="group" aria-label={tr`Delete ${title}?`}>
        <span>
          {borrowers.length > 0
            ? tr`Delete “${title}” from this machine? ${borrowers.join(', ')} can then not be used until it borrows elsewhere.`
            : tr`Delete “${title}” from this machine?`}
        </span>
        <Button autoFocus onClick={() => setAsking(false)}>
          {tr`Keep it`}
        </Button>
        <Button tone="primary" large onClick={() => remove().catch(reportToUser)}>
          {tr`Delete now`}
        </Button>
      </div>
    );
  }
  if (choosing) return <PartsOfKept kept={kept} onDone={() => setChoosing(false)} />;
  const isModel = keptMapModels([kept]).length === 0 && !isPart && !kept.addOn;
  return (
    <div className={styles.foot}>
      {busy ? null : <UseAddOn kept={kept} />}
      {busy ? <Button onClick={() => pause(id).catch(reportToUser)}>{state === 'importing' ? tr`Stop` : tr`Pause`}</Button> : null}
      {state === 'ready' && !busy && isModel ? <Button onClick={() => setChoosing(true)}>{tr`Parts…`}</Button> : null}
      {state === 'ready' && !busy ? <Button onClick={() => void verify(id)}>{tr`Verify`}</Button> : null}
      {refetchable && !busy && (state === 'damaged' || state === 'ready') ? (
        <Button onClick={() => void repair(id)}>{tr`Repair`}</Button>
      ) : null}
      {busy ? null : <Button onClick={() => setAsking(true)}>{tr`Delete`}</Button>}
      {state === 'paused' && !busy ? (
        <Button tone="primary" large onClick={() => void resume(id)}>
          {tr`Resume`}
        </Button>
      ) : null}
      {state === 'ready' && !busy && !inUse && isModel ? (
        <Button tone="primary" large onClick={() => chooseKept(kept).catch(reportToUser)}>
          {tr`Use`}
        </Button>
      ) : null}
    </div>
  );
}
