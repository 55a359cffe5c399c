import { useStore } from 'zustand';
import { usePicture } from '../../document/hooks';
import { liveStore } from '../../generation/live/liveStore';
import { useShownResult } from '../../generation/useShownResult';
import { Button } from '../../ui/Button';
import { hush, sayingStore } from '../../ui/saying';
import bar from '../../ui/Bar.module.css';
import styles from './Band.module.css';
import { MapLook } from './MapLook';
import { LiveCost, Place, Readout } from './Readout';
import { Zoom } from './Zoom';
import { tr } from '../../../workers/texts/texts';

/** The line under the picture: what is there or was just done, room for what may be done with the shown result, how one looks at it. */
export function Band() {
  const picture = usePicture();
  const shown = useShownResult();
  const live = useStore(liveStore, (state) => state.on && state.computed !== null);
  const saying = useStore(sayingStore, (state) => state.saying);
  const said = (
    <div className={styles.said} role="status" aria-label={tr`Messages`}>
      {saying ? <span>{saying.sentence}</span> : null}
      {saying?.offer ? (
        <Button
          tone="link"
          onClick={() => {
            hush();
            saying.offer?.run();
          }}
        >
          {saying.offer.label}
        </Button>
      ) : null}
    </div>
  );
  return (
    <div className={`${bar.bar} ${styles.bar}`} data-result={shown !== null}>
      {said}
      {picture && !saying && !shown ? <Readout /> : null}
      {picture && !saying && shown ? <LiveCost /> : null}
      {picture ? <Place hidden={saying !== null || (live && shown !== null)} /> : null}
      <span className={bar.gap} />
      {picture && !shown ? <MapLook /> : null}
      {picture ? <Zoom /> : null}
    </div>
  );
}
