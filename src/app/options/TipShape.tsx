import { useStore } from 'zustand';
import { largestBrushPx, setBrush, viewStore } from '../../canvas/viewStore';
import { PixelsField } from '../../ui/PixelsField';
import { SliderField } from '../../ui/SliderField';
import styles from './Options.module.css';
import { tr } from '../../../workers/texts/texts';

interface TipShapeProps {
  /** Where its help is seen: beside it, where other fields lie below. */
  readonly side?: 'left' | 'bottom';
}

/** Diameter of a brush-like tool. */
export function TipSize({ side = 'bottom' }: TipShapeProps) {
  const sizePx = useStore(viewStore, (state) => state.brush.sizePx);
  return (
    <PixelsField
      label={tr`Brush size`}
      shown={tr`Size`}
      about={tr`Diameter in pixels of the picture. [ and ] change it, as does Alt with the right button.`}
      side={side}
      className={styles.dial}
      value={sizePx}
      minimum={1}
      maximum={largestBrushPx}
      onChange={(value) => setBrush({ sizePx: value })}
    />
  );
}

/** How sharply a brush-like tool ends. */
export function TipHardness({ side = 'bottom' }: TipShapeProps) {
  const hardness = useStore(viewStore, (state) => state.brush.hardness);
  return (
    <SliderField
      label={tr`Brush hardness`}
      shown={tr`Hardness`}
      about={tr`How much of the brush is at full strength before its edge melts away: more gives a harder edge.`}
      unit="%"
      side={side}
      className={styles.dial}
      value={Math.round(hardness * 100)}
      minimum={0}
      maximum={100}
      onChange={(value) => setBrush({ hardness: value / 100 })}
    />
  );
}
