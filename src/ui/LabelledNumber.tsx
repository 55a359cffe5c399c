import styles from './Field.module.css';
import { NumberInput } from './NumberInput';

interface LabelledNumberProps {
  readonly label: string;
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly step?: number;
  readonly width?: string;
  readonly onChange: (value: number) => void;
}

/** A number field with its name beside it. */
export function LabelledNumber({ label, ...input }: LabelledNumberProps) {
  return (
    <div className={styles.head}>
      <span aria-hidden>{label}</span>
      <NumberInput label={label} {...input} />
    </div>
  );
}
