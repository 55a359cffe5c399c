import { Help } from './Help';
import styles from './Field.module.css';

interface ColourFieldProps {
  readonly label: string;
  readonly about?: string;
  /** `#rrggbb` in small letters. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A labelled colour of sRGB, chosen by the platform's own picker. */
export function ColourField({ label, about, value, onChange }: ColourFieldProps) {
  return (
    <Help text={about} side="left">
      {(describedBy) => (
        <label className={styles.inline}>
          <span className={styles.name}>{label}</span>
          <input
            type="color"
            className={styles.colour}
            aria-describedby={describedBy}
            value={value}
            onChange={(event) => onChange(event.target.value.toLowerCase())}
          />
        </label>
      )}
    </Help>
  );
}
