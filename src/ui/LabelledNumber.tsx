import styles from './Field.module.css';
import { Help } from './Help';
import { NumberInput } from './NumberInput';

interface LabelledNumberProps {
  readonly label: string;
  /** What more of it does, in words. */
  readonly about: string;
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
}

/** A number field with its name above it. */
export function LabelledNumber({ label, about, ...input }: LabelledNumberProps) {
  return (
    <Help text={about}>
      {(describedBy) => (
        <div className={styles.stacked}>
          <span aria-hidden>{label}</span>
          <NumberInput label={label} width="100%" describedBy={describedBy} {...input} />
        </div>
      )}
    </Help>
  );
}
