import { useStore } from 'zustand';
import { setBrush, viewStore } from '../../canvas/viewStore';
import { SliderField } from '../../ui/SliderField';
import { SwitchField } from '../../ui/SwitchField';
import { ModeField } from './ModeField';
import type { Room } from './room';
import { StrengthSlider } from './StrengthSlider';
import { TipHardness, TipSize } from './TipShape';
import { tr } from '../../../workers/texts/texts';

/** Strength, size, hardness, as far as there is room. */
export function BrushOptions({ room }: { readonly room: Room }) {
  const tool = useStore(viewStore, (state) => state.tool);
  return (
    <>
      {tool === 'eraser' ? null : <StrengthSlider room={room} />}
      {room.size ? <TipSize /> : null}
      {room.hardness ? <TipHardness /> : null}
    </>
  );
}

/** How a stroke meets the map, and how it follows the hand. */
export function BrushMore({ room }: { readonly room: Room }) {
  const brush = useStore(viewStore, (state) => state.brush);
  const tool = useStore(viewStore, (state) => state.tool);
  return (
    <>
      {room.size ? null : <TipSize side="left" />}
      {room.hardness ? null : <TipHardness side="left" />}
      {tool === 'eraser' ? null : <ModeField />}
      <SliderField
        label={tr`Smoothing`}
        about={tr`Steadies a trembling hand: more lets the stroke follow the pointer further behind.`}
        unit="%"
        value={Math.round(brush.stabiliser * 100)}
        minimum={0}
        maximum={90}
        onChange={(value) => setBrush({ stabiliser: value / 100 })}
      />
      <SliderField
        label={tr`Spacing`}
        about={tr`Distance between the dabs of a stroke, in percent of the brush's size: more shows them one by one.`}
        unit="%"
        value={Math.round(brush.spacing * 100)}
        minimum={1}
        maximum={100}
        onChange={(value) => setBrush({ spacing: value / 100 })}
      />
      <SwitchField
        label={tr`Pen pressure sets size`}
        checked={brush.pressureSize}
        onChange={(pressureSize) => setBrush({ pressureSize })}
      />
      <SwitchField
        label={tr`Pen pressure sets strength`}
        checked={brush.pressureStrength}
        onChange={(pressureStrength) => setBrush({ pressureStrength })}
      />
    </>
  );
}
