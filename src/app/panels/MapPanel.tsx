import { useStore } from 'zustand';
import { actionById } from '../../actions/registry';
import { setOverlay, viewStore } from '../../canvas/viewStore';
import { usePicture } from '../../document/hooks';
import { Segmented } from '../../ui/Segmented';
import { SliderField } from '../../ui/SliderField';
import { ActionButton } from '../ActionButton';
import { ToolSection } from './ToolSection';
import styles from './Panel.module.css';

/** The tool in hand, what is done to the whole map, and how the map is shown. */
export function MapPanel() {
  const overlay = useStore(viewStore, (state) => state.overlay);
  const picture = usePicture();
  if (!picture) return <p className={`${styles.panel} ${styles.empty}`}>Open a picture, then paint here how much of it may change.</p>;
  return (
    <div className={styles.panel}>
      <ToolSection />
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
