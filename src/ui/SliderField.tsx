import { Slider } from 'radix-ui';
import styles from './Field.module.css';
import { NumberInput } from './NumberInput';
import { Tip } from './Tip';

interface SliderFieldProps {
  readonly label: string;
  /** Words shown as the tooltip of the label: what it does, with the technical term. */
  readonly about?: string;
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly step?: number;
  readonly unit?: string;
  /** Slider positions follow a square curve, for sizes that span orders of magnitude. */
  readonly curved?: boolean;
  readonly onChange: (value: number) => void;
}

/** A slider with its own number field, both bounded. */
export function SliderField({ label, about, value, minimum, maximum, step = 1, unit = '', curved = false, onChange }: SliderFieldProps) {
  const span = maximum - minimum;
  const toTrack = (v: number) => (curved ? Math.sqrt((v - minimum) / span) * span + minimum : v);
  const fromTrack = (t: number) => (curved ? ((t - minimum) / span) ** 2 * span + minimum : t);
  const round = (v: number) => Math.min(maximum, Math.max(minimum, Math.round(v / step) * step));
  const name = <span className={styles.name}>{label}</span>;
  return (
    <div className={styles.row}>
      <div className={styles.head}>
        {about ? <Tip text={about} side="left">{name}</Tip> : name}
        <span className={styles.value}>
          <NumberInput label={`${label} value`} value={value} minimum={minimum} maximum={maximum} step={step} onChange={onChange} />
          {unit ? <span className={styles.unit}>{unit}</span> : null}
        </span>
      </div>
      <Slider.Root className={styles.track} value={[toTrack(value)]} min={minimum} max={maximum} step={curved ? span / 400 : step} onValueChange={([t]) => onChange(round(fromTrack(t ?? minimum)))}>
        <Slider.Track className={styles.rail}>
          <Slider.Range className={styles.range} />
        </Slider.Track>
        <Slider.Thumb className={styles.thumb} aria-label={label} aria-valuetext={`${value}${unit ? ` ${unit}` : ''}`} />
      </Slider.Root>
    </div>
  );
}
