import { useStore } from 'zustand';
import { setToolOptions, toolOptionsStore } from '../../../canvas/toolOptions';
import { Segmented } from '../../../ui/Segmented';
import { SliderField } from '../../../ui/SliderField';
import { SwitchField } from '../../../ui/SwitchField';
import { ModeField } from './ModeField';
import { StrengthSlider } from './StrengthSlider';

/** What a fill compares, how far it goes, and what it writes. */
export function FillOptions() {
  const { fillBy, tolerance, contiguous } = useStore(toolOptionsStore);
  return (
    <>
      <Segmented
        label="Fill what is alike in"
        value={fillBy}
        options={[
          { value: 'picture', label: 'Picture' },
          { value: 'map', label: 'Map' },
        ]}
        onChange={(next) => setToolOptions({ fillBy: next })}
      />
      <StrengthSlider />
      <SliderField label="Tolerance" about="How different from the clicked pixel may still be filled." unit="%" value={Math.round(tolerance * 100)} minimum={0} maximum={100} onChange={(value) => setToolOptions({ tolerance: value / 100 })} />
      <SwitchField label="Connected only" about="Off: everything alike is filled, wherever it lies." checked={contiguous} onChange={(next) => setToolOptions({ contiguous: next })} />
      <ModeField />
    </>
  );
}
