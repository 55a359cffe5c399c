import { useStore } from 'zustand';
import { setToolOptions, toolOptionsStore } from '../../canvas/toolOptions';
import { Segmented } from '../../ui/Segmented';
import { PixelsField } from '../../ui/PixelsField';
import { ModeField } from './ModeField';
import type { Room } from './room';
import { StrengthSlider } from './StrengthSlider';
import styles from './Options.module.css';
import { tr } from '../../../workers/texts/texts';

interface OutlineOptionsProps {
  /** Of the tool for shapes, which are chosen first; else a lasso. */
  readonly shapes: boolean;
  readonly room: Room;
}

function ShapeKind() {
  const shape = useStore(toolOptionsStore, (state) => state.shape);
  return (
    <Segmented
      label={tr`Shape`}
      value={shape}
      options={[
        { value: 'rectangle', label: tr`Rectangle` },
        { value: 'ellipse', label: tr`Ellipse` },
      ]}
      onChange={(next) => setToolOptions({ shape: next })}
    />
  );
}

/** What shapes and lassos write, and how soft their edge is, as far as there is room. */
export function OutlineOptions({ shapes, room }: OutlineOptionsProps) {
  return (
    <>
      {shapes && room.size ? <ShapeKind /> : null}
      <StrengthSlider room={room} />
      {featherFits(shapes, room) ? <Feather /> : null}
    </>
  );
}

/** A lasso has nothing else in the bar. */
const featherFits = (shapes: boolean, room: Room): boolean => (shapes ? room.hardness : room.size);

function Feather() {
  const featherPx = useStore(toolOptionsStore, (state) => state.featherPx);
  return (
    <PixelsField
      label={tr`Feather`}
      side="bottom"
      className={styles.dial}
      about={tr`How softly the edge melts away, in pixels of the picture: more is softer (σ of the blur).`}
      value={featherPx}
      minimum={0}
      maximum={200}
      onChange={(next) => setToolOptions({ featherPx: next })}
    />
  );
}

/** How an outline's strength meets the map. */
export function OutlineMore({ shapes, room }: OutlineOptionsProps) {
  return (
    <>
      {shapes && !room.size ? <ShapeKind /> : null}
      {featherFits(shapes, room) ? null : <Feather />}
      <ModeField />
    </>
  );
}
