import { Maximize, Minus, Plus } from 'lucide-react';
import { useStore } from 'zustand';
import { actionById } from '../../actions/registry';
import { runAction } from '../../actions/runAction';
import { viewStore } from '../../canvas/viewStore';
import { Tip } from '../../ui/Tip';
import { ActionIconButton } from '../ActionButton';
import styles from './Band.module.css';
import { tr } from '../../../workers/texts/texts';

/** How large the picture is; pressed, the number leads to 100 %. */
export function Zoom() {
  const zoom = useStore(viewStore, (state) => state.zoom);
  const percent = `${Math.round(zoom * 100)} %`;
  return (
    <div className={styles.cluster}>
      <ActionIconButton action={actionById('zoom-out')} icon={<Minus />} />
      <Tip text={tr`Actual pixels`} keys="Ctrl+1" side="top">
        <button
          type="button"
          className={styles.percent}
          aria-label={tr`Zoom ${percent}`}
          onClick={() => runAction(actionById('zoom-actual'))}
        >
          {percent}
        </button>
      </Tip>
      <ActionIconButton action={actionById('zoom-in')} icon={<Plus />} />
      <ActionIconButton action={actionById('zoom-fit')} icon={<Maximize />} />
    </div>
  );
}
