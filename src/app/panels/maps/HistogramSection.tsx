import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { combinedMapStore } from '../../../changemap/combinedMap';
import { histogramBars } from '../../../changemap/histogramBars';
import { documentStore } from '../../../document/documentStore';
import { sceneMap } from '../../../generation/runMaps';
import { MoreButton } from '../../../ui/MoreButton';
import { SwitchField } from '../../../ui/SwitchField';
import panel from '../Panel.module.css';
import styles from './Maps.module.css';
import { useHistogram } from './useHistogram';

const heightUnits = 40;

/** How often each strength occurs in what the model gets: all visible maps together, after their modifiers. */
export function HistogramSection() {
  const [shown, setShown] = useState(false);
  return (
    <section className={panel.section} aria-label="Histogram">
      <MoreButton label="Histogram" open={shown} onToggle={() => setShown(!shown)} />
      {shown ? <Histogram /> : null}
    </section>
  );
}

function Histogram() {
  const [logarithmic, setLogarithmic] = useState(false);
  const settled = useStore(combinedMapStore, (state) => state.settled);
  // While the combination is being computed the last histogram stays.
  const map = useStore(documentStore, (state) => (settled ? sceneMap(state) : null));
  const layers = useMemo(() => (map ? [{ map, modifiers: [], how: 'maximum' as const, opacity: 1 }] : null), [map]);
  const counts = useHistogram(layers, 'result');
  if (!counts) return null;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const painted = total - (counts[0] ?? 0);
  const share = total === 0 ? 0 : (100 * painted) / total;
  const words = `${painted.toLocaleString('en')} pixels may change, ${share < 10 ? share.toFixed(1) : Math.round(share)} %`;
  return (
    <>
      <svg className={`${styles.plot} ${styles.histogram}`} viewBox={`0 0 100 ${heightUnits}`} preserveAspectRatio="none" role="img" aria-label={words}>
        <path className={styles.bars} d={histogramBars(counts, heightUnits, logarithmic)} />
      </svg>
      <div className={styles.counts} aria-hidden>
        <span>keep</span>
        <span>{words}</span>
        <span>reinvent</span>
      </div>
      <SwitchField label="Logarithmic" about="Shows rare strengths beside frequent ones." checked={logarithmic} onChange={setLogarithmic} />
    </>
  );
}
