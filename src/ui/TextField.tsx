import styles from './Field.module.css';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly rows?: number;
  readonly maximumLength: number;
  readonly onChange: (value: string) => void;
}

/** A labelled text of a few lines. */
export function TextField({ label, value, placeholder, rows = 2, maximumLength, onChange }: TextFieldProps) {
  return (
    <label className={styles.row}>
      <span className={styles.head}>{label}</span>
      <textarea className={styles.text} rows={rows} value={value} placeholder={placeholder} maxLength={maximumLength} spellCheck={false} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}
