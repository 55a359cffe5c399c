import { useStore } from 'zustand';
import { setToolOptions, toolOptionsStore } from '../../../canvas/toolOptions';
import { Segmented } from '../../../ui/Segmented';
import { SliderField } from '../../../ui/SliderField';
import { ModeField } from './ModeField';
import { StrengthSlider } from './StrengthSlider';

/** What shapes and lassos write, and how soft their edge is. */
export function OutlineOptions({ shapes }: { readonly shapes: boolean }) {
  const options = useStore(toolOptionsStore);
  return (
    <>
      {shapes ? (
        <Segmented
          label="Shape"
          value={options.shape}
          options={[
            { value: 'rectangle', label: 'Rectangle' },
            { value: 'ellipse', label: 'Ellipse' },
          ]}
          onChange={(shape) => setToolOptions({ shape })}
        />
      ) : null}
      <StrengthSlider />
      <SliderField label="Feather" about="How softly the edge melts away, in pixels of the picture (σ of the blur)." unit="px" curved value={options.featherPx} minimum={0} maximum={200} onChange={(featherPx) => setToolOptions({ featherPx })} />
      <ModeField />
    </>
  );
}
