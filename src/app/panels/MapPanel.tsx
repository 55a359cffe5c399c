import { WandSparkles } from 'lucide-react';
import { useStore } from 'zustand';
import { actionById } from '../../actions/registry';
import { documentStore } from '../../document/documentStore';
import { usePicture } from '../../document/hooks';
import { useReadiness } from '../../generation/useReadiness';
import { ActionButton } from '../ActionButton';
import { HistogramSection } from './maps/HistogramSection';
import { MapsSection } from './maps/MapsSection';
import { ModifiersSection } from './maps/ModifiersSection';
import { SoftenEdges } from './maps/SoftenEdges';
import styles from './Panel.module.css';
import { tr } from '../../../workers/texts/texts';

/** What the map says, what is done to the whole of it, and the maps it is made of. */
export function MapPanel() {
  const picture = usePicture();
  const maps = useStore(documentStore, (state) => state.maps);
  const ready = useReadiness();
  const isOffered = !ready.ready && ready.offer === 'change-everything';
  const target = useStore(documentStore, (state) => state.target);
  if (!picture) return <p className={styles.soft}>{tr`Open a picture, then paint here how much of it may change.`}</p>;
  const selected = target.of === 'scene' ? maps.find(({ id }) => id === target.id) : undefined;
  return (
    <>
      <p className={styles.soft}>{tr`How much may change here: black stays as it is, white may become anything.`}</p>
      <HistogramSection />
      <div className={styles.row} role="group" aria-label={tr`Whole map`}>
        <ActionButton action={actionById('invert-map')} />
        <ActionButton action={actionById('clear-map')} />
        {/* Below Generate it is offered already where nothing else can be done. */}
        {isOffered ? null : <ActionButton action={actionById('change-everything')} />}
      </div>
      {selected ? <SoftenEdges layer={selected} /> : null}
      <ActionButton action={actionById('find-change')} icon={<WandSparkles />} />
      <MapsSection maps={maps} selected={selected} />
      {selected ? <ModifiersSection layer={selected} /> : null}
    </>
  );
}
