import type { LedDistances } from '../../../workers/protocol/engine';
import styles from './Guided.module.css';
import { tr } from '../../../workers/texts/texts';
import { stepsInWords } from '../../ui/stepsInWords';

const [width, height, edge] = [300, 44, 3] as const;

interface Line {
  readonly name: string;
  readonly about: string;
  readonly values: readonly (number | null)[];
  readonly dashed: boolean;
}

/** Distance to the picture outside the edit, and to the guidance image, step by step; each on a scale of its own, from 0 to its largest. */
export function DistanceStrip({ distances }: { readonly distances: readonly LedDistances[] }) {
  if (distances.length === 0) return null;
  const lines: readonly Line[] = [
    {
      name: 'Background',
      about: tr`How far all outside the edit is from the picture, in the model’s own numbers.`,
      values: distances.map(({ background }) => background),
      dashed: false,
    },
    {
      name: 'Guide',
      about: tr`How far the edit is from the guidance image: 0 is the same direction, 1 has nothing in common.`,
      values: distances.map(({ guide }) => guide),
      dashed: true,
    },
  ];
  const told = lines.filter(({ values }) => values.some((value) => value !== null));
  return (
    <figure className={styles.strip}>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={told.map(inWords).join('; ')}>
        {told.map((line) => (
          <polyline key={line.name} points={pointsOf(line.values)} data-dashed={line.dashed} vectorEffect="non-scaling-stroke" />
        ))}
      </svg>
      <figcaption>
        {told.map((line) => (
          <span key={line.name} title={line.about}>
            <i data-dashed={line.dashed} aria-hidden /> {line.name} {lastOf(line.values)}
          </span>
        ))}
        <span>{stepsInWords(distances.length)}</span>
      </figcaption>
    </figure>
  );
}

const short = (value: number): string => value.toFixed(value < 0.1 ? 3 : 2);

const known = (values: Line['values']): number[] => values.filter((value) => value !== null);

const lastOf = (values: Line['values']): string => short(known(values).at(-1) ?? 0);

/** "Background distance 0.51 → 0.12 in 20 steps". */
function inWords({ name, values }: Line): string {
  const told = known(values);
  return tr`${name} distance ${short(told[0] ?? 0)} → ${lastOf(values)} in ${stepsInWords(told.length)}`;
}

function pointsOf(values: Line['values']): string {
  const most = Math.max(...known(values), 1e-9);
  return values
    .flatMap((value, at) => {
      if (value === null) return [];
      const x = values.length === 1 ? width / 2 : edge + (at / (values.length - 1)) * (width - 2 * edge);
      return [`${x.toFixed(1)},${(height - edge - (value / most) * (height - 2 * edge)).toFixed(1)}`];
    })
    .join(' ');
}
