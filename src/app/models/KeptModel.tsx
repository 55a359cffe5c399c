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
import { FaultNote } from './FaultNote';
import { InUse } from './InUse';
import styles from './Models.module.css';
import { ProgressLine } from './ProgressLine';

/** A kept package: what it is, how it is, and what can be done with it. */
export function KeptModel({ kept }: { readonly kept: StoredPackage }) {
  const { id, title } = kept;
  const progress = useStore(shelfStore, (state) => state.jobs[id]);
  const said = useStore(shelfStore, (state) => state.said[id]);
  const fault = useStore(shelfStore, (state) => state.faults[id]) ?? kept.fault;
  const inUse = useStore(packageStore, (state) => isKept(state.source, id));
  return (
    <li className={styles.model} aria-label={title} {...(inUse ? { 'aria-current': true } : {})}>
      <div className={styles.head}>
        <b>{title}</b>
        <Facts kept={kept} />
      </div>
      {progress ? <ProgressLine label={`${title}: progress`} share={shareDone(progress)} words={progressInWords(progress)} /> : null}
      {inUse ? <InUse title={title} /> : null}
      {said ? <p role="status">{said}</p> : null}
      {fault && !progress ? <FaultNote fault={fault} /> : null}
      {kept.notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      <Buttons kept={kept} busy={progress !== undefined} inUse={inUse} />
    </li>
  );
}

function Facts({ kept: { state, family, doneBytes, totalBytes, licence, origin } }: { readonly kept: StoredPackage }) {
  const size = state === 'ready' || totalBytes === null ? bytesInWords(doneBytes) : `${bytesInWords(doneBytes)} of ${bytesInWords(totalBytes)}`;
  const address = licenceAddress(origin);
  return (
    <span className={styles.facts}>
      <span data-state={state}>{stateInWords(state)}</span> · {size}
      {family ? ` · ${familyInWords(family)}` : ''} ·{' '}
      {address ? (
        <a href={address} target="_blank" rel="noreferrer">
          Licence{licence ? `: ${licence}` : ''}
        </a>
      ) : (
        (licence ?? 'licence: see where you got it')
      )}
    </span>
  );
}

function Buttons({ kept, busy, inUse }: { readonly kept: StoredPackage; readonly busy: boolean; readonly inUse: boolean }) {
  const { id, title, state, refetchable } = kept;
  const [asking, setAsking] = useState(false);
  const remove = async () => {
    if (inUse) forgetChosen();
    await removePackage(id);
  };
  if (asking) {
    return (
      <div className={styles.buttons} role="group" aria-label={`Delete ${title}?`}>
        <span className={styles.question}>Delete “{title}” from this machine?</span>
        <Button autoFocus onClick={() => setAsking(false)}>
          Keep it
        </Button>
        <Button tone="primary" onClick={() => remove().catch(reportToUser)}>
          Delete now
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.buttons}>
      {state === 'ready' && !busy && !inUse && keptMapModels([kept]).length === 0 ? (
        <Button tone="primary" onClick={() => chooseKept(kept).catch(reportToUser)}>
          Use
        </Button>
      ) : null}
      {busy ? <Button onClick={() => pause(id).catch(reportToUser)}>{state === 'importing' ? 'Stop' : 'Pause'}</Button> : null}
      {state === 'paused' && !busy ? (
        <Button tone="primary" onClick={() => void resume(id)}>
          Resume
        </Button>
      ) : null}
      {state === 'ready' && !busy ? <Button onClick={() => void verify(id)}>Verify</Button> : null}
      {refetchable && !busy && (state === 'damaged' || state === 'ready') ? <Button onClick={() => void repair(id)}>Repair</Button> : null}
      {busy ? null : <Button onClick={() => setAsking(true)}>Delete</Button>}
    </div>
  );
}
