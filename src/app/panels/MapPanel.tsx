import { useStore } from 'zustand';
import { actionById } from '../../actions/registry';
import { setBrush, setOverlay, viewStore } from '../../canvas/viewStore';
import { strengthWord } from '../../changemap/strengthWord';
import { usePicture } from '../../document/hooks';
import { Segmented } from '../../ui/Segmented';
import { SliderField } from '../../ui/SliderField';
import { ActionButton } from '../ActionButton';
import styles from './Panel.module.css';

/** The brush, what is done to the whole map, and how the map is shown. */
export function MapPanel() {
  const brush = useStore(viewStore, (state) => state.brush);
  const overlay = useStore(viewStore, (state) => state.overlay);
  const picture = usePicture();
  if (!picture) return <p className={`${styles.panel} ${styles.empty}`}>Open a picture, then paint here how much of it may change.</p>;
  return (
    <div className={styles.panel}>
      <section className={styles.section} aria-label="Brush">
        <h2 className={styles.title}>
          Brush <span className={styles.empty}>{strengthWord(brush.strength)}</span>
        </h2>
        <SliderField label="Brush strength" about="How much may change where you paint: 0 % keeps, 100 % may change fully. Digits 1 to 9 and 0 set it." unit="%" value={Math.round(brush.strength * 100)} minimum={0} maximum={100} onChange={(value) => setBrush({ strength: value / 100 })} />
        <SliderField label="Brush size" about="Diameter in pixels of the picture." unit="px" curved value={brush.sizePx} minimum={1} maximum={2000} onChange={(sizePx) => setBrush({ sizePx })} />
        <SliderField label="Brush hardness" about="How much of the brush is at full strength before its edge melts away." unit="%" value={Math.round(brush.hardness * 100)} minimum={0} maximum={100} onChange={(value) => setBrush({ hardness: value / 100 })} />
      </section>
      <div className={styles.rule} />
      <section className={styles.section} aria-label="Whole map">
        <h2 className={styles.title}>Whole map</h2>
        <div className={styles.row}>
          <ActionButton action={actionById('change-everything')} />
          <ActionButton action={actionById('invert-map')} />
          <ActionButton action={actionById('clear-map')} />
        </div>
        <div className={styles.halves}>
          <ActionButton action={actionById('import-change-map')} />
          <ActionButton action={actionById('export-change-map')} />
        </div>
      </section>
      <div className={styles.rule} />
      <section className={styles.section} aria-label="Seeing it">
        <h2 className={styles.title}>Show</h2>
        <Segmented
          label="Show"
          value={overlay.mode}
          options={[
            { value: 'picture', label: 'Picture' },
            { value: 'overlay', label: 'Both' },
            { value: 'map', label: 'Map' },
          ]}
          onChange={(mode) => setOverlay({ mode })}
        />
        <SliderField label="Overlay opacity" unit="%" value={Math.round(overlay.opacity * 100)} minimum={5} maximum={100} onChange={(value) => setOverlay({ opacity: value / 100 })} />
      </section>
    </div>
  );
}
