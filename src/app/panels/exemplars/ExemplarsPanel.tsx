import { useStore } from 'zustand';
import { documentStore } from '../../../document/documentStore';
import { exemplarViewStore, setShowComposition } from '../../../exemplars/selection';
import { SwitchField } from '../../../ui/SwitchField';
import styles from '../Panel.module.css';
import { ExemplarItem } from './ExemplarItem';
import { ExemplarSettings } from './ExemplarSettings';
import { tr } from '../../../../workers/texts/texts';

/** The pictures laid on the scene, and what the chosen one is set to. */
export function ExemplarsPanel() {
  const hasPicture = useStore(documentStore, (state) => state.picture !== null);
  const exemplars = useStore(documentStore, (state) => state.exemplars);
  const { selectedId, showComposition } = useStore(exemplarViewStore);
  if (!hasPicture) return <p className={styles.soft}>{tr`Open a picture first, then lay others on it here.`}</p>;
  const selected = exemplars.find(({ id }) => id === selectedId);
  return (
    <>
      {exemplars.length === 0 ? (
        <p className={styles.soft}>
          {tr`An exemplar is a picture whose content the edit takes up: lay it where it should be, and the model melts it into the scene. Drop a picture on the canvas, paste one, or choose a file.`}
        </p>
      ) : (
        <>
          <ul aria-label={tr`Exemplars`}>
            {[...exemplars].reverse().map((exemplar) => (
              <ExemplarItem key={exemplar.id} exemplar={exemplar} selected={exemplar.id === selectedId} />
            ))}
          </ul>
          <SwitchField
            label={tr`Show them on the scene`}
            about={tr`The scene with the exemplars laid over it, as the model is given it.`}
            checked={showComposition}
            onChange={setShowComposition}
          />
        </>
      )}
      {selected ? <ExemplarSettings exemplar={selected} /> : null}
    </>
  );
}
