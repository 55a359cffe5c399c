import { Zap } from 'lucide-react';
import { useStore } from 'zustand';
import { actionById } from '../../actions/registry';
import { useKeys } from '../../actions/useKeys';
import { setLive } from '../../generation/live/followLive';
import { liveStore } from '../../generation/live/liveStore';
import { Tip } from '../../ui/Tip';
import styles from './Run.module.css';
import { tr } from '../../../workers/texts/texts';

/** Beside Generate: whether strokes and settings run the edit by themselves. */
export function LiveSwitch() {
  const keys = useKeys(actionById('live'));
  const on = useStore(liveStore, (state) => state.on);
  return (
    <Tip text={tr`Runs the edit again after every stroke and every change`} keys={keys}>
      <button type="button" role="switch" aria-label={tr`Live`} aria-checked={on} className={styles.live} onClick={() => setLive(!on)}>
        <Zap aria-hidden />
        {tr`Live`}
      </button>
    </Tip>
  );
}
