import { useStore } from 'zustand';
import { setBrush, viewStore } from '../../canvas/viewStore';
import { strengthWord } from '../../changemap/strengthWord';
import { documentStore } from '../../document/documentStore';
import { SliderField } from '../../ui/SliderField';
import type { Room } from './room';
import styles from './Options.module.css';
import { tr } from '../../../workers/texts/texts';

/** The strength that painting, fills and shapes write. */
export function StrengthSlider({ room }: { readonly room: Room }) {
  const strength = useStore(viewStore, (state) => state.brush.strength);
  const onGuide = useStore(documentStore, (state) => state.target.of === 'guide');
  return (
    <SliderField
      label={tr`Brush strength`}
      shown={tr`Strength`}
      about={
        onGuide
          ? tr`How white the guide becomes where you draw. Digits 1 to 9 and 0 set it.`
          : tr`How much may change where you paint: 0 % keeps, 100 % may change fully. Digits 1 to 9 and 0 set it.`
      }
      unit="%"
      word={room.words && !onGuide ? strengthWord(strength) : undefined}
      side="bottom"
      className={styles.dial}
      value={Math.round(strength * 100)}
      minimum={0}
      maximum={100}
      onChange={(value) => setBrush({ strength: value / 100 })}
    />
  );
}
