import { useState } from 'react';
import styles from './Field.module.css';

interface NumberInputProps {
  readonly label: string;
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly step?: number;
  readonly width?: string;
  readonly onChange: (value: number) => void;
}

/** A bounded number field: commits on Enter and on leaving, Escape takes the typing back, absurd values are clamped. */
export function NumberInput({ label, value, minimum, maximum, step = 1, width, onChange }: NumberInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed === null) return;
    const parsed = Number(typed.replace(',', '.'));
    if (typed.trim() !== '' && Number.isFinite(parsed)) onChange(Math.min(maximum, Math.max(minimum, Math.round(parsed / step) * step)));
    setTyped(null);
  };
  return (
    <input
      type="number"
      className={styles.number}
      style={width ? { width } : undefined}
      aria-label={label}
      min={minimum}
      max={maximum}
      step={step}
      value={typed ?? String(Number(value.toFixed(4)))}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setTyped(null);
        if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
          event.preventDefault();
          const by = (event.key === 'ArrowUp' ? 1 : -1) * step * (event.shiftKey ? 10 : 1);
          setTyped(null);
          onChange(Math.min(maximum, Math.max(minimum, Number((value + by).toFixed(6)))));
        }
      }}
    />
  );
}
