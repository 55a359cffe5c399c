import { useStore } from 'zustand';
import { largestBrushPx, setBrush, viewStore } from '../../../canvas/viewStore';
import { SliderField } from '../../../ui/SliderField';

/** Size and hardness of a brush-like tool. */
export function TipShape() {
  const { sizePx, hardness } = useStore(viewStore, (state) => state.brush);
  return (
    <>
      <SliderField label="Brush size" about="Diameter in pixels of the picture. [ and ] change it, as does Alt with the right button." unit="px" curved value={sizePx} minimum={1} maximum={largestBrushPx} onChange={(value) => setBrush({ sizePx: value })} />
      <SliderField label="Brush hardness" about="How much of the brush is at full strength before its edge melts away." unit="%" value={Math.round(hardness * 100)} minimum={0} maximum={100} onChange={(value) => setBrush({ hardness: value / 100 })} />
    </>
  );
}
