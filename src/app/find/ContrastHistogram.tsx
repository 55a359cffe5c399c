import { Slider } from 'radix-ui';
import { useMemo } from 'react';
import { meanOf } from '../../../workers/maps/contrast/softContrast';
import styles from './Find.module.css';
import { tr } from '../../../workers/texts/texts';
import { rich } from '../../ui/rich';

const bars = 48;
const heightUnits = 100;
/** Handles move by so much of the axis. */
const stepShare = 0.005;

interface ContrastHistogramProps {
  readonly differences: Float32Array;
  /** Both as the method has them: a share of the clamp, and a multiple of the mean. */
  readonly threshold: number;
  readonly clampRatio: number;
  readonly onChange: (threshold: number, clampRatio: number) => void;
}

/** Where a handle stands, as a share of the strongest difference; beyond it, nothing of the picture is met. */
const placeWords = (share: number): string => (share > 1 ? 'nowhere' : `${Math.round(share * 100)} %`);

/**
 * How often each strength of the contrast occurs, under two handles: from where on it changes, and from where on fully. The axis is the
 * square root of the strength as a share of the strongest: most of a picture differs little, and is not to push the rest to the edge.
 */
export function ContrastHistogram({ differences, threshold, clampRatio, onChange }: ContrastHistogramProps) {
  const { counts, strongest } = useMemo(() => {
    const mean = meanOf(differences);
    let most = 0;
    for (const value of differences) if (value > most) most = value;
    const tally = new Float64Array(bars);
    for (const value of differences) {
      const bar = most > 0 ? Math.min(bars - 1, Math.floor(Math.sqrt(value / most) * bars)) : 0;
      tally[bar] = (tally[bar] ?? 0) + 1;
    }
    return { counts: tally, strongest: mean > 0 ? most / mean : 1 };
  }, [differences]);
  // Beyond the strongest difference a clamp still has a place on the axis.
  const end = Math.max(strongest, clampRatio);
  const placeOf = (ratio: number): number => Math.sqrt(ratio / end);
  const ratioAt = (place: number): number => place ** 2 * end;
  const [from, full] = [placeOf(threshold * clampRatio), placeOf(clampRatio)];
  const tallest = Math.max(...counts);
  const barPlace = (bar: number): number => placeOf((bar / bars) ** 2 * strongest);
  const words = { from: placeWords((threshold * clampRatio) / strongest), full: placeWords(clampRatio / strongest) };
  return (
    <div className={styles.histogram}>
      <svg viewBox={`0 0 100 ${heightUnits}`} preserveAspectRatio="none" aria-hidden>
        {[...counts].map((count, bar) => {
          const height = tallest > 0 ? (heightUnits - 4) * Math.sqrt(count / tallest) : 0;
          const x = barPlace(bar) * 100;
          return (
            <rect
              key={bar}
              x={x}
              y={heightUnits - height}
              width={Math.max(0.2, (barPlace(bar + 1) * 100 - x) * 0.82)}
              height={height}
              className={barPlace(bar + 0.5) > from ? styles.above : styles.below}
            />
          );
        })}
        <line x1={from * 100} x2={from * 100} y1={0} y2={heightUnits} className={styles.mark} />
        <line x1={full * 100} x2={full * 100} y1={heightUnits * 0.4} y2={heightUnits} className={styles.mark} data-dashed />
      </svg>
      <Slider.Root
        className={styles.handles}
        value={[from, full]}
        min={0}
        max={1}
        step={stepShare}
        minStepsBetweenThumbs={1}
        onValueChange={([nextFrom = 0, nextFull = 1]) => {
          const clamp = Math.min(20, Math.max(0.1, ratioAt(nextFull)));
          onChange(Math.min(1, Math.max(0, ratioAt(nextFrom) / clamp)), clamp);
        }}
      >
        <Slider.Track className={styles.heat}>
          <Slider.Range />
        </Slider.Track>
        <Slider.Thumb className={styles.thumb} aria-label={tr`Changes from`} aria-valuetext={words.from} />
        <Slider.Thumb className={styles.thumb} data-small aria-label={tr`Fully from`} aria-valuetext={words.full} />
      </Slider.Root>
      <p className={styles.words} title={tr`In percent of the strongest difference. Threshold and clamp of DiffEdit.`}>
        <span>{rich`changes from ${(<b>{words.from}</b>)}`}</span>
        <span>{rich`fully from ${(<b>{words.full}</b>)}`}</span>
      </p>
    </div>
  );
}
