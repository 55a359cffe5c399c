import { useState, type KeyboardEvent } from 'react';
import styles from './Field.module.css';

interface NumberInputProps {
  readonly label: string;
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly step?: number;
  readonly width?: string;
  /** Looks like a word until it is hovered or typed into. */
  readonly plain?: boolean;
  /** The id of what says what more of it does. */
  readonly describedBy: string | undefined;
  readonly onChange: (value: number) => void;
}

/** A bounded number field: commits on Enter and on leaving, Escape takes the typing back, absurd values are clamped. */
export function NumberInput({ label, value, minimum, maximum, step = 1, width, plain, describedBy, onChange }: NumberInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const within = (wanted: number): number => Math.min(maximum, Math.max(minimum, wanted));
  const commit = () => {
    if (typed === null) return;
    const parsed = Number(typed.replace(',', '.'));
    if (typed.trim() !== '' && Number.isFinite(parsed)) onChange(within(Math.round(parsed / step) * step));
    setTyped(null);
  };
  const keyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') setTyped(null);
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      const by = (event.key === 'ArrowUp' ? 1 : -1) * step * (event.shiftKey ? 10 : 1);
      setTyped(null);
      onChange(within(Number((value + by).toFixed(6))));
    }
  };
  return (
    <input
      type="number"
      className={`${styles.number} ${plain ? styles.plain : ''}`}
      style={width ? { width } : undefined}
      aria-label={label}
      aria-describedby={describedBy}
      min={minimum}
      max={maximum}
      step={step}
      value={typed ?? String(Number(value.toFixed(4)))}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={keyDown}
    />
  );
}
