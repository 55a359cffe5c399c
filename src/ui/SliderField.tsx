import { Slider } from 'radix-ui';
import styles from './Field.module.css';
import { Help } from './Help';
import { NumberInput } from './NumberInput';
import { tr } from '../../workers/texts/texts';

interface SliderFieldProps {
  readonly label: string;
  /** What stands before the slider where its place says the rest of the name: "Size" of "Brush size". */
  readonly shown?: string;
  /** What more of it does, in words, with the technical term. */
  readonly about: string;
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly step?: number;
  readonly unit?: string;
  /** A word for the value, after it: "redraw". */
  readonly word?: string | undefined;
  /** Slider positions follow a square curve, for sizes that span orders of magnitude. */
  readonly curved?: boolean;
  /** A value that is marked on the track, in the field's own unit. */
  readonly mark?: number | undefined;
  readonly side?: 'left' | 'bottom';
  readonly className?: string | undefined;
  readonly onChange: (value: number) => void;
}

/** A tick on a slider's track. @param share 0…1 of the way from its least value to its largest. */
export const SliderMark = ({ share }: { readonly share: number }) => (
  <i className={styles.mark} style={{ left: `calc(7px + (100% - 14px) * ${share})` }} aria-hidden />
);

/** Digits that the longest value takes. */
const digits = (minimum: number, maximum: number, step: number): number =>
  Math.max(String(minimum).length, String(maximum).length) + (step < 1 ? String(step).length - 1 : 0);

/** A slider with its own number field, both bounded. */
export function SliderField(props: SliderFieldProps) {
  const { label, shown = label, about, value, minimum, maximum, step = 1, unit = '', word, curved = false, side = 'left' } = props;
  const { className, mark, onChange } = props;
  const span = maximum - minimum;
  const toTrack = (v: number) => (curved ? Math.sqrt((v - minimum) / span) * span + minimum : v);
  const fromTrack = (t: number) => (curved ? ((t - minimum) / span) ** 2 * span + minimum : t);
  const round = (v: number) => Math.min(maximum, Math.max(minimum, Math.round(v / step) * step));
  return (
    <Help text={about} side={side}>
      {(describedBy) => (
        <div className={`${styles.dial} ${className ?? ''}`}>
          <span className={styles.name}>{shown}</span>
          <Slider.Root
            className={styles.track}
            value={[toTrack(value)]}
            min={minimum}
            max={maximum}
            step={curved ? span / 400 : step}
            onValueChange={([t]) => onChange(round(fromTrack(t ?? minimum)))}
          >
            <Slider.Track className={styles.rail}>
              <Slider.Range className={styles.range} />
            </Slider.Track>
            {mark === undefined ? null : <SliderMark share={(toTrack(mark) - minimum) / span} />}
            <Slider.Thumb
              className={styles.thumb}
              aria-label={label}
              aria-valuetext={`${value}${unit ? ` ${unit}` : ''}`}
              aria-describedby={describedBy}
            />
          </Slider.Root>
          <span className={styles.value}>
            <NumberInput
              label={tr`${label} value`}
              value={value}
              minimum={minimum}
              maximum={maximum}
              step={step}
              plain
              width={`calc(${digits(minimum, maximum, step)}ch + 8px)`}
              describedBy={describedBy}
              onChange={onChange}
            />
            {unit ? <span>{unit}</span> : null}
            {word ? <em>{word}</em> : null}
          </span>
        </div>
      )}
    </Help>
  );
}
