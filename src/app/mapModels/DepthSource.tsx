import { useMemo, useState, type ReactNode } from 'react';
import { addDepthOfScene } from '../../guides/addGuides';
import { greyPixels } from '../../mapModels/previewPixels';
import { useMapModel } from '../../mapModels/useMapModel';
import { PercentField } from '../../ui/PercentField';
import { SliderField } from '../../ui/SliderField';
import { SwitchField } from '../../ui/SwitchField';
import { depthValues, wholeDepth, type DepthRange } from '../../../workers/maps/sources/depthValues';
import type { MapModelPicture } from '../../../workers/protocol/mapModels';
import { PixelCanvas } from '../dialogs/mapSource/PixelCanvas';
import styles from './MapModels.module.css';
import { ModelState } from './ModelState';
import { UseMap } from './UseMap';
import { tr } from '../../../workers/texts/texts';

interface DepthSourceProps {
  readonly packageId: string;
  readonly picture: MapModelPicture;
  /** The choice of the model. */
  readonly choice: ReactNode;
  readonly onClose: () => void;
}

const request = { kind: 'depth' } as const;

/** A change map, or a guide, by how near things are. */
export function DepthSource({ packageId, picture, choice, onClose }: DepthSourceProps) {
  const [range, setRange] = useState<DepthRange>(wholeDepth);
  const { answer, busy, fault } = useMapModel(packageId, request, picture);
  const found = useMemo(
    () => answer && { width: answer.width, height: answer.height, values: depthValues(answer.nearness, range) },
    [answer, range],
  );
  const grey = useMemo(() => found && greyPixels(found.values), [found]);
  const set = (change: Partial<DepthRange>) => setRange({ ...range, ...change });
  return (
    <>
      <div className={styles.body}>
        <div className={styles.pictures}>
          <div className={styles.frame}>
            <PixelCanvas width={picture.width} height={picture.height} rgba={picture.rgba} tallest={190} label={tr`Picture`} />
          </div>
          <div className={styles.frame}>
            {grey && found ? (
              <PixelCanvas width={found.width} height={found.height} rgba={grey} tallest={240} label={tr`The map it would be`} />
            ) : (
              <span className={styles.hint}>{tr`The map will show here.`}</span>
            )}
          </div>
          <ModelState busy={busy} fault={fault} doing={tr`Estimating depth…`} />
        </div>
        <div className={styles.settings}>
          {choice}
          <PercentField
            label={tr`Near`}
            about={tr`As near as this, and nearer, may change fully.`}
            value={range.near}
            onChange={(near) => set({ near, far: Math.min(range.far, near) })}
          />
          <PercentField
            label={tr`Far`}
            about={tr`As far as this, and farther, stays.`}
            value={range.far}
            onChange={(far) => set({ far, near: Math.max(range.near, far) })}
          />
          <SliderField
            label={tr`Curve`}
            about={tr`Above 0 the change keeps to what is near, below 0 it reaches far.`}
            value={Math.round(100 * range.bend)}
            minimum={-100}
            maximum={100}
            onChange={(value) => set({ bend: value / 100 })}
          />
          <SwitchField
            label={tr`The other way round`}
            about={tr`What is far may change, what is near stays.`}
            checked={range.invert}
            onChange={(invert) => set({ invert })}
          />
        </div>
      </div>
      <UseMap name="Depth" found={busy ? null : found} asGuide={addDepthOfScene} onClose={onClose} />
    </>
  );
}
