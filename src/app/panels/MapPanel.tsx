import { actionById } from '../../actions/registry';
import { usePicture } from '../../document/hooks';
import { ActionButton } from '../ActionButton';
import { HistogramSection } from './maps/HistogramSection';
import { MapsSection } from './maps/MapsSection';
import { SeeingSection } from './maps/SeeingSection';
import { ToolSection } from './ToolSection';
import styles from './Panel.module.css';

/** The tool in hand, the maps and what is done to them, and how they are shown. */
export function MapPanel() {
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
      <MapsSection />
      <HistogramSection />
      <div className={styles.rule} />
      <SeeingSection />
    </div>
  );
}
