import { Zap } from 'lucide-react';
import { useStore } from 'zustand';
import { formatChord } from '../../actions/chord';
import { setLive } from '../../generation/followLive';
import { liveStore } from '../../generation/liveStore';
import { Tip } from '../../ui/Tip';
import styles from './Run.module.css';

/** Beside Generate: whether strokes and settings run the edit by themselves. */
export function LiveSwitch() {
  const on = useStore(liveStore, (state) => state.on);
  return (
    <Tip text="Runs the edit again after every stroke and every change" keys={formatChord('Shift+l')}>
      <button type="button" role="switch" aria-label="Live" aria-checked={on} className={styles.live} onClick={() => setLive(!on)}>
        <Zap aria-hidden />
        Live
      </button>
    </Tip>
  );
}
