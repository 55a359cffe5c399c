import { useState } from 'react';
import { useStore } from 'zustand';
import { setBrush, viewStore } from '../../../canvas/viewStore';
import { MoreButton } from '../../../ui/MoreButton';
import { SliderField } from '../../../ui/SliderField';
import { SwitchField } from '../../../ui/SwitchField';
import { ModeField } from './ModeField';
import { StrengthSlider } from './StrengthSlider';
import { TipShape } from './TipShape';

/** Strength, size, hardness; and how the stroke follows the hand. */
export function BrushOptions() {
  const brush = useStore(viewStore, (state) => state.brush);
  const tool = useStore(viewStore, (state) => state.tool);
  const [more, setMore] = useState(false);
  return (
    <>
      {tool === 'eraser' ? null : <StrengthSlider />}
      <TipShape />
      {tool === 'eraser' ? null : <ModeField />}
      <MoreButton label="Stroke" open={more} onToggle={() => setMore(!more)} />
      {more ? (
        <>
          <SliderField label="Smoothing" about="Steadies a trembling hand: the stroke follows the pointer a little behind." unit="%" value={Math.round(brush.stabiliser * 100)} minimum={0} maximum={90} onChange={(value) => setBrush({ stabiliser: value / 100 })} />
          <SliderField label="Spacing" about="Distance between the dabs of a stroke, in percent of the brush's size." unit="%" value={Math.round(brush.spacing * 100)} minimum={1} maximum={100} onChange={(value) => setBrush({ spacing: value / 100 })} />
          <SwitchField label="Pen pressure sets size" checked={brush.pressureSize} onChange={(pressureSize) => setBrush({ pressureSize })} />
          <SwitchField label="Pen pressure sets strength" checked={brush.pressureStrength} onChange={(pressureStrength) => setBrush({ pressureStrength })} />
        </>
      ) : null}
    </>
  );
}
