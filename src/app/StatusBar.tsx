import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { useStore } from 'zustand';
import { actionById } from '../actions/registry';
import { viewStore } from '../canvas/viewStore';
import { usePicture, useSettings } from '../document/hooks';
import { firstStepSentence } from '../generation/firstStepSentence';
import { strengthWord } from '../changemap/strengthWord';
import { ActionIconButton } from './ActionButton';
import styles from './StatusBar.module.css';

/** Where the pointer is, how much may change there, and the zoom. */
export function StatusBar() {
  const picture = usePicture();
  const settings = useSettings();
  const cursor = useStore(viewStore, (state) => state.cursor);
  const value = useStore(viewStore, (state) => state.valueUnderCursor);
  const preserve = useStore(viewStore, (state) => state.preserveUnderCursor);
  const zoom = useStore(viewStore, (state) => state.zoom);
  return (
    <div className={styles.bar}>
      {picture ? (
        <>
          <span>
            {picture.width} × {picture.height}
          </span>
          {cursor && value !== null ? (
            <>
              <span>
                x <b>{Math.floor(cursor.x)}</b> y <b>{Math.floor(cursor.y)}</b>
              </span>
              <span>
                strength <b>{Math.round((value / 255) * 100)} %</b> · {strengthWord(value / 255)}
              </span>
              <span>{firstStepSentence(value, settings, preserve ?? undefined)}</span>
            </>
          ) : null}
        </>
      ) : null}
      <span className={styles.gap} />
      {picture ? (
        <div className={styles.zoom}>
          <ActionIconButton action={actionById('zoom-out')} icon={<ZoomOut />} />
          <span className={styles.percent}>{Math.round(zoom * 100)} %</span>
          <ActionIconButton action={actionById('zoom-in')} icon={<ZoomIn />} />
          <ActionIconButton action={actionById('zoom-fit')} icon={<Maximize />} />
        </div>
      ) : null}
    </div>
  );
}
