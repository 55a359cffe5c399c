import { useRef } from 'react';
import styles from './Field.module.css';

interface RenameFieldProps {
  readonly label: string;
  readonly name: string;
  /** Takes the new name, trimmed; not called where it is empty or as it was. */
  readonly onKeep: (name: string) => void;
  readonly onEnd: () => void;
}

/** A name while it is being typed: Enter and leaving keep it, Escape takes it back. */
export function RenameField({ label, name, onKeep, onEnd }: RenameFieldProps) {
  const dropped = useRef(false);
  const keep = (typed: string) => {
    const next = typed.trim();
    if (!dropped.current && next !== '' && next !== name) onKeep(next);
    dropped.current = true;
    onEnd();
  };
  return (
    <input
      className={styles.rename}
      aria-label={label}
      defaultValue={name}
      maxLength={200}
      ref={(field) => field?.select()}
      onBlur={(event) => keep(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep(event.currentTarget.value);
        if (event.key === 'Escape') {
          event.stopPropagation();
          dropped.current = true;
          onEnd();
        }
      }}
    />
  );
}
