import { useStore } from 'zustand';
import { documentStore } from '../../../document/documentStore';
import type { Exemplar } from '../../../document/exemplar';
import { holdExemplar, setTarget } from '../../../document/exemplarCommands';
import type { MapTarget } from '../../../document/mapTarget';
import { followSilhouette, reshapeExemplar } from '../../../exemplars/transformExemplar';
import { Button } from '../../../ui/Button';
import { Segmented } from '../../../ui/Segmented';
import { PixelsField } from '../../../ui/PixelsField';
import { SwitchField } from '../../../ui/SwitchField';
import styles from '../Panel.module.css';
import { tr } from '../../../../workers/texts/texts';

/** An exemplar's change map: the band around its silhouette, what is painted, and whether the exemplar itself is held. */
export function ExemplarMaps({ exemplar }: { readonly exemplar: Exemplar }) {
  const { id, bandPx, mapPainted, hold } = exemplar;
  const target = useStore(documentStore, (state) => state.target);
  const firstMap = useStore(documentStore, (state) => state.maps.at(-1)?.id ?? '');
  const painted: MapTarget['of'] = target.of !== 'scene' && target.id === id ? target.of : 'scene';
  const options = [
    { value: 'scene' as const, label: tr`Scene` },
    { value: 'exemplar' as const, label: tr`Exemplar` },
    ...(hold ? [{ value: 'hold' as const, label: tr`Hold` }] : []),
  ];
  return (
    <section className={styles.section} aria-label={tr`Change map of the exemplar`}>
      <h2 className={styles.title}>{tr`Its change map`}</h2>
      <PixelsField
        label={tr`Falloff`}
        about={tr`Width of the band around the exemplar in which the scene is held until later and later steps.`}
        value={bandPx}
        minimum={0}
        maximum={512}
        onChange={(value) => reshapeExemplar(id, { bandPx: value }, 'Falloff', { policy: 'merge', key: `band ${id}` })}
      />
      {mapPainted ? <Button onClick={() => followSilhouette(id)}>{tr`Begin again from its silhouette`}</Button> : null}
      <SwitchField
        label={tr`Hold the exemplar`}
        about={tr`Keeps the exemplar recognisable: it is put back at every step, except where its hold map lets it change.`}
        checked={hold !== null}
        onChange={(held) => holdExemplar(id, held)}
      />
      <div className={styles.title}>{tr`Paint on`}</div>
      <Segmented
        label={tr`Paint on`}
        value={painted}
        options={options}
        onChange={(of) => setTarget(of === 'scene' ? { of, id: firstMap } : { of, id })}
      />
    </section>
  );
}
