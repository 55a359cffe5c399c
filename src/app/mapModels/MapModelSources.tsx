import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { reducedScene } from '../../changemap/reducedScene';
import { documentStore } from '../../document/documentStore';
import { keptMapModels } from '../../mapModels/keptMapModels';
import { refreshShelf, shelfStore } from '../../models/shelf';
import { SelectField } from '../../ui/SelectField';
import { DepthSource } from './DepthSource';
import styles from './MapModels.module.css';
import { NoMapModel } from './NoMapModel';
import { PoseSource } from './PoseSource';
import { SegmentSource } from './SegmentSource';
import { tr } from '../../../workers/texts/texts';

/** Longest side of the picture that is handed to a model: as much as any of them looks at. */
const seenPx = 1024;
const another = 'another';

interface MapModelSourcesProps {
  /** What is wanted: maps, or people’s joints. */
  readonly purpose: 'pose' | 'map';
  readonly onClose: () => void;
}

const kindWords = { depth: 'depth', segment: 'objects', pose: 'poses' } as const;
const sources = { depth: DepthSource, segment: SegmentSource, pose: PoseSource } as const;

/** Change maps by models: depth, and objects that are pointed at; and poses. Without such a model, what to get. */
export function MapModelSources({ purpose, onClose }: MapModelSourcesProps) {
  const { picture, layers } = useStore(documentStore);
  const { packages, fault } = useStore(shelfStore);
  const [chosenId, setChosenId] = useState<string | null>(null);
  useEffect(() => {
    void refreshShelf();
  }, []);
  const scene = useMemo(() => reducedScene({ picture, layers }, seenPx), [picture, layers]);
  const models = useMemo(
    () => keptMapModels(packages ?? []).filter(({ kind }) => (kind === 'pose') === (purpose === 'pose')),
    [packages, purpose],
  );
  if (fault) {
    return (
      <p role="alert" className={styles.fault}>
        {fault.message} {fault.hint}
      </p>
    );
  }
  if (packages === null) return <p className={styles.hint}>{tr`Looking for the models that are kept…`}</p>;
  if (!scene) return <p className={styles.hint}>{tr`Open a picture first.`}</p>;
  const model = chosenId === another ? undefined : (models.find(({ id }) => id === chosenId) ?? models[0]);
  const choice =
    models.length === 0 ? null : (
      <SelectField
        label={purpose === 'pose' ? tr`Pose model` : tr`Map model`}
        value={model?.id ?? another}
        options={[
          ...models.map(({ id, title, kind }) => ({ value: id, label: `${title} · ${kindWords[kind]}` })),
          { value: another, label: tr`Get another…` },
        ]}
        onChange={setChosenId}
      />
    );
  if (!model) {
    return (
      <>
        {choice}
        <NoMapModel purpose={purpose} />
      </>
    );
  }
  const Source = sources[model.kind];
  return <Source key={model.id} packageId={model.id} picture={scene} choice={choice} onClose={onClose} />;
}
