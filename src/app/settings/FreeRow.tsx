import { useState } from 'react';
import { Button } from '../../ui/Button';
import styles from './Settings.module.css';
import { tr } from '../../../workers/texts/texts';

interface FreeRowProps {
  readonly title: string;
  readonly about: string;
  readonly size: string;
  readonly verb: string;
  readonly onFree: () => void;
}

/** Something that can be given up for its room, which is asked once more. */
export function FreeRow({ title, about, size, verb, onFree }: FreeRowProps) {
  const [asking, setAsking] = useState(false);
  return (
    <li aria-label={title}>
      <b>{title}</b>
      <span>
        {size} · {about}
      </span>
      {asking ? (
        <span className={styles.ask}>
          <Button autoFocus onClick={() => setAsking(false)}>
            {tr`Keep`}
          </Button>
          <Button onClick={onFree}>
            {verb} {size}
          </Button>
        </span>
      ) : (
        <Button onClick={() => setAsking(true)}>{verb}…</Button>
      )}
    </li>
  );
}
