import { Info } from 'lucide-react';
import type { AddOnFacts } from '../../../workers/protocol/addOns';
import styles from './Models.module.css';
import { rich } from '../../ui/rich';
import { tr } from '../../../workers/texts/texts';

/** What an add-on is, and what a person should know of it before it is taken in. */
export function AddOnReport({ title, facts }: { readonly title: string; readonly facts: AddOnFacts }) {
  const { words, notes, triggerWords } = facts;
  return (
    <>
      <header>
        <h3 className={styles.title}>{title}</h3>
        <p className={styles.facts}>{words}</p>
      </header>
      {triggerWords.length > 0 ? <p>{rich`Trigger words: ${(<b>{triggerWords.join(', ')}</b>)}`}</p> : null}
      {notes.length > 0 ? (
        <section className={styles.findings} aria-label={tr`Good to know`}>
          <h4>{tr`Good to know`}</h4>
          <ul>
            {notes.map((note) => (
              <li key={note}>
                <Info aria-hidden />
                <span>{note}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
