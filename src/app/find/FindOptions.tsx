import { Crosshair } from 'lucide-react';
import { useStore } from 'zustand';
import { findStore, setFoundPoint, setPicking } from '../../generation/finding/findStore';
import { Button } from '../../ui/Button';
import bar from '../../ui/Bar.module.css';
import styles from './Find.module.css';
import { tr } from '../../../workers/texts/texts';
import { rich } from '../../ui/rich';

/** Over the canvas while something is being found: what is shown, and the click that limits it. */
export function FindOptions() {
  const { picking, point, found, usedMapId } = useStore(findStore);
  return (
    <div className={bar.bar} role="toolbar" aria-label={tr`Options of finding`}>
      <span>{rich`Shown: ${(<b>{usedMapId ? tr`the change map` : tr`where the two sentences differ`}</b>)}`}</span>
      <Button
        tone="quiet"
        icon={<Crosshair />}
        aria-pressed={picking || point !== null}
        disabled={found === null}
        onClick={() => (point ? setFoundPoint(null) : setPicking(!picking))}
      >
        {point ? tr`Near this point: take it away` : picking ? tr`Click near the thing…` : tr`Only near a point`}
      </Button>
      <span className={bar.gap} />
      <span className={styles.legend} aria-hidden>
        {rich`Little ${(<i />)} Much`}
      </span>
    </div>
  );
}
