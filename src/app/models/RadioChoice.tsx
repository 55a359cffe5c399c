import { useId, type ReactNode } from 'react';
import styles from './Models.module.css';

export interface RadioOption<V> {
  readonly key: string;
  readonly value: V;
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly disabled?: boolean;
}

interface RadioChoiceProps<V> {
  readonly legend: ReactNode;
  readonly options: readonly RadioOption<V>[];
  readonly disabled?: boolean;
  readonly onChoose: (value: V) => void;
}

/** One of several under a heading, each with its words beside it. */
export function RadioChoice<V>({ legend, options, disabled = false, onChoose }: RadioChoiceProps<V>) {
  const group = useId();
  return (
    <fieldset className={styles.choice} disabled={disabled}>
      <legend>{legend}</legend>
      {options.map(({ key, value, label, checked, disabled: barred = false }) => (
        <label key={key}>
          <input type="radio" name={group} checked={checked} disabled={barred} onChange={() => onChoose(value)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
