import { useId } from 'react';
import styles from './Field.module.css';

interface TextFieldProps {
  readonly label: string;
  /** What it is for, beside the label: "what the picture should show". */
  readonly hint?: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly rows?: number;
  readonly maximumLength: number;
  /** It takes the focus as it appears, with all that it holds selected. */
  readonly fresh?: boolean;
  readonly onChange: (value: string) => void;
}

const takeFocus = (field: HTMLTextAreaElement | null): void => {
  field?.focus();
  field?.select();
};

/** A labelled text of a few lines; it grows with what is written. */
export function TextField({ label, hint, value, placeholder, rows = 2, maximumLength, fresh = false, onChange }: TextFieldProps) {
  const id = useId();
  return (
    <div className={styles.row}>
      <label className={styles.head} htmlFor={id}>
        {label}
        {hint ? <small aria-hidden>{hint}</small> : null}
      </label>
      <textarea
        id={id}
        ref={fresh ? takeFocus : undefined}
        className={styles.text}
        style={{ minHeight: `${rows * 18 + 16}px` }}
        rows={rows}
        value={value}
        placeholder={placeholder}
        maxLength={maximumLength}
        aria-label={label}
        aria-description={hint}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
