import { useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { documentStore } from '../../document/documentStore';
import { guideViewStore } from '../../guides/guideView';
import { foundPeople, layPeople } from '../../guides/pose/foundPeople';
import { poseOf } from '../../guides/pose/poseView';
import { useMapModel } from '../../mapModels/useMapModel';
import { Button } from '../../ui/Button';
import { DialogFoot } from '../../ui/Dialog';
import { drawPose } from '../../../workers/maps/pose/drawPose';
import type { Rect } from '../../../workers/protocol/geometry';
import type { MapModelPicture } from '../../../workers/protocol/mapModels';
import styles from './MapModels.module.css';
import { ModelState } from './ModelState';
import { PromptCanvas } from './PromptCanvas';
import { form, plural, tr } from '../../../workers/texts/texts';

interface PoseSourceProps {
  readonly packageId: string;
  readonly picture: MapModelPicture;
  /** The choice of the model. */
  readonly choice: ReactNode;
  readonly onClose: () => void;
}

/** The picture with what was drawn laid over it, where it is not black. */
function drawnOver({ rgba }: MapModelPicture, drawn: Uint8Array): Uint8Array {
  const out = rgba.slice();
  for (let i = 0; i < drawn.length; i += 4) if (drawn[i] || drawn[i + 1] || drawn[i + 2]) out.set(drawn.subarray(i, i + 4), i);
  return out;
}

/** A pose guide of the people in the picture. */
export function PoseSource({ packageId, picture, choice, onClose }: PoseSourceProps) {
  const [boxes, setBoxes] = useState<readonly Rect[]>([]);
  const request = useMemo(() => ({ kind: 'pose', boxes }) as const, [boxes]);
  const { answer, busy, fault } = useMapModel(packageId, request, picture);
  const people = useMemo(() => (answer && !fault ? foundPeople(answer.people, picture, picture) : []), [answer, fault, picture]);
  const shown = useMemo(() => (people.length > 0 ? drawnOver(picture, drawPose(people, picture)) : picture.rgba), [people, picture]);
  const scene = useStore(documentStore, (state) => state.picture);
  const guides = useStore(documentStore, (state) => state.guides);
  const selectedId = useStore(guideViewStore, (state) => state.selectedId);
  const selected = poseOf({ guides }, selectedId, 0);
  const use = (replace: boolean) => {
    if (!answer || !scene) return;
    layPeople(foundPeople(answer.people, picture, scene), replace);
    onClose();
  };
  const missed = people.length > 0 ? boxes.length - people.length : 0;
  const ready = !busy && people.length > 0;
  return (
    <>
      <div className={styles.body}>
        <div className={styles.pictures}>
          <div className={styles.frame}>
            <PromptCanvas
              width={picture.width}
              height={picture.height}
              rgba={shown}
              points={[]}
              boxes={boxes}
              several
              onBox={(box) => setBoxes([...boxes, box])}
            />
          </div>
          <ModelState busy={busy} fault={fault} doing={tr`Looking for joints…`} />
          {!busy && missed > 0 ? (
            <p role="note" className={styles.hint}>
              {plural(missed, form`Nobody was found in one of the boxes.`, form`Nobody was found in ${missed} of the boxes.`)}
            </p>
          ) : null}
        </div>
        <div className={styles.settings}>
          {choice}
          <p className={styles.hint}>
            {tr`The model looks at one person at a time. Without a box it looks at the whole picture; where somebody is small, or there are several, drag a box around each.`}
          </p>
          <div className={styles.row}>
            <Button disabled={boxes.length === 0} onClick={() => setBoxes(boxes.slice(0, -1))}>
              {tr`Take back`}
            </Button>
            <Button disabled={boxes.length === 0} onClick={() => setBoxes([])}>
              {tr`Start over`}
            </Button>
          </div>
        </div>
      </div>
      <DialogFoot>
        <Button onClick={onClose}>{tr`Cancel`}</Button>
        {selected ? (
          <Button disabled={!ready} onClick={() => use(true)}>
            {tr`In place of “${selected.name}”`}
          </Button>
        ) : null}
        <Button tone="primary" large disabled={!ready} onClick={() => use(false)}>
          {tr`Use as a pose`}
        </Button>
      </DialogFoot>
    </>
  );
}
