import { useMemo } from 'react';
import { useStore } from 'zustand';
import { combinedMapStore } from '../../../changemap/combinedMap';
import { histogramBars } from '../../../changemap/histogramBars';
import { documentStore } from '../../../document/documentStore';
import { sceneMap } from '../../../generation/recipe/runMaps';
import styles from './Maps.module.css';
import { useHistogram } from './useHistogram';
import { tr } from '../../../../workers/texts/texts';
import { locale } from '../../../../workers/texts/languages';
import { strengthWords } from '../../../changemap/strengthWord';

const heightUnits = 48;

/** How often each strength occurs in what the model gets: all visible maps together, after their modifiers. */
export function HistogramSection() {
  const settled = useStore(combinedMapStore, (state) => state.settled);
  // While the combination is being computed the last histogram stays.
  const map = useStore(documentStore, (state) => (settled ? sceneMap(state) : null));
  const layers = useMemo(() => (map ? [{ map, modifiers: [], how: 'maximum' as const, opacity: 1 }] : null), [map]);
  const counts = useHistogram(layers, 'result');
  const total = counts?.reduce((sum, count) => sum + count, 0) ?? 0;
  const painted = total - (counts?.[0] ?? 0);
  const share = total === 0 ? 0 : (100 * painted) / total;
  const sentence = tr`${painted.toLocaleString(locale())} pixels may change, ${share < 10 ? share.toFixed(1) : Math.round(share)} %`;
  return (
    <figure className={styles.histogram} role="img" aria-label={counts ? sentence : tr`Histogram of the change map`} title={sentence}>
      <svg viewBox={`0 0 100 ${heightUnits}`} preserveAspectRatio="none" aria-hidden>
        {counts && painted > 0 ? <path className={styles.bars} d={histogramBars(counts, heightUnits, true, 64)} /> : null}
      </svg>
      <div className={styles.greys} aria-hidden />
      <div className={styles.counts} aria-hidden>
        {strengthWords.map((word) => (
          <span key={word}>{word}</span>
        ))}
      </div>
    </figure>
  );
}
