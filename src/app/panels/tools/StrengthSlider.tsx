import { useStore } from 'zustand';
import { setBrush, viewStore } from '../../../canvas/viewStore';
import { SliderField } from '../../../ui/SliderField';

/** The strength that painting, fills and shapes write. */
export function StrengthSlider() {
  const strength = useStore(viewStore, (state) => state.brush.strength);
  return (
    <SliderField
      label="Brush strength"
      about="How much may change where you paint: 0 % keeps, 100 % may change fully. Digits 1 to 9 and 0 set it."
      unit="%"
      value={Math.round(strength * 100)}
      minimum={0}
      maximum={100}
      onChange={(value) => setBrush({ strength: value / 100 })}
    />
  );
}
