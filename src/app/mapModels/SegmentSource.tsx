import { useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { tintedPixels } from '../../mapModels/previewPixels';
import { useMapModel } from '../../mapModels/useMapModel';
import { Button } from '../../ui/Button';
import type { Rect } from '../../../workers/protocol/geometry';
import type { MapModelPicture, PromptPoint } from '../../../workers/protocol/mapModels';
import styles from './MapModels.module.css';
import { ModelState } from './ModelState';
import { PromptCanvas } from './PromptCanvas';
import { segmentClasses } from '../../../workers/maps/segmentation/segmentClasses';
import { classStore } from '../../changemap/classInHand';
import { addFoundSegment } from '../../guides/addGuides';
import { UseMap } from './UseMap';
import { tr } from '../../../workers/texts/texts';

interface SegmentSourceProps {
  readonly packageId: string;
  readonly picture: MapModelPicture;
  /** The choice of the model. */
  readonly choice: ReactNode;
  readonly onClose: () => void;
}

interface Prompt {
  readonly points: readonly PromptPoint[];
  readonly box: Rect | null;
}

const nothing: Prompt = { points: [], box: null };

/** A change map of an object that is pointed at. */
export function SegmentSource({ packageId, picture, choice, onClose }: SegmentSourceProps) {
  const [prompts, setPrompts] = useState<readonly Prompt[]>([nothing]);
  const prompt = prompts.at(-1) ?? nothing;
  const request = useMemo(
    () => (prompt.box || prompt.points.some(({ adds }) => adds) ? ({ kind: 'segment', ...prompt } as const) : null),
    [prompt],
  );
  const { answer, busy, fault } = useMapModel(packageId, request, picture);
  const shown = useMemo(() => (answer ? tintedPixels(picture.rgba, answer.coverage) : picture.rgba), [answer, picture]);
  const found = useMemo(() => answer && { width: answer.width, height: answer.height, values: answer.coverage }, [answer]);
  const kind = useStore(classStore, ({ value }) => segmentClasses[value - 1]?.name ?? '');
  const add = (next: Prompt) => setPrompts([...prompts, next]);
  return (
    <>
      <div className={styles.body}>
        <div className={styles.pictures}>
          <div className={styles.frame}>
            <PromptCanvas
              width={picture.width}
              height={picture.height}
              rgba={shown}
              points={prompt.points}
              boxes={prompt.box ? [prompt.box] : []}
              onPoint={(point) => add({ ...prompt, points: [...prompt.points, point] })}
              onBox={(box) => add({ ...prompt, box })}
            />
          </div>
          <ModelState busy={busy} fault={fault} doing={tr`Looking for the object…`} />
        </div>
        <div className={styles.settings}>
          {choice}
          <p className={styles.hint}>
            {tr`Click the object. Alt-click, or click with the second button, what is not of it. Drag a box around it; nothing outside the box is taken.`}
          </p>
          <div className={styles.row}>
            <Button disabled={prompts.length < 2} onClick={() => setPrompts(prompts.slice(0, -1))}>
              {tr`Take back`}
            </Button>
            <Button disabled={prompts.length < 2} onClick={() => setPrompts([nothing])}>
              {tr`Start over`}
            </Button>
          </div>
        </div>
      </div>
      <UseMap
        name={tr`Object`}
        found={busy ? null : found}
        asGuide={addFoundSegment}
        guideWords={tr`Use as a segment: ${kind}`}
        onClose={onClose}
      />
    </>
  );
}
