import styles from './Models.module.css';

interface LineFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  /** Not to be read by those who look over the shoulder. */
  readonly secret?: boolean;
  readonly onChange: (value: string) => void;
}

/** A labelled text of one line. */
export function LineField({ label, value, placeholder, secret = false, onChange }: LineFieldProps) {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <input
        type={secret ? 'password' : 'text'}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
