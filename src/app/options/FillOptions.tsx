import { useStore } from 'zustand';
import { setToolOptions, toolOptionsStore } from '../../canvas/toolOptions';
import { Segmented } from '../../ui/Segmented';
import { SliderField } from '../../ui/SliderField';
import { SwitchField } from '../../ui/SwitchField';
import { ModeField } from './ModeField';
import type { Room } from './room';
import { StrengthSlider } from './StrengthSlider';
import styles from './Options.module.css';
import { tr } from '../../../workers/texts/texts';

function FillBy() {
  const fillBy = useStore(toolOptionsStore, (state) => state.fillBy);
  return (
    <Segmented
      label={tr`Fill what is alike in`}
      value={fillBy}
      options={[
        { value: 'picture', label: tr`Picture` },
        { value: 'map', label: tr`Map` },
      ]}
      onChange={(next) => setToolOptions({ fillBy: next })}
    />
  );
}

/** What a fill compares, how far it goes, and what it writes, as far as there is room. */
export function FillOptions({ room }: { readonly room: Room }) {
  return (
    <>
      {room.size ? <FillBy /> : null}
      <StrengthSlider room={room} />
      {room.hardness ? <Tolerance /> : null}
    </>
  );
}

function Tolerance() {
  const tolerance = useStore(toolOptionsStore, (state) => state.tolerance);
  return (
    <SliderField
      label={tr`Tolerance`}
      side="bottom"
      className={styles.dial}
      about={tr`How different from the clicked pixel may still be filled: more fills further.`}
      unit="%"
      value={Math.round(tolerance * 100)}
      minimum={0}
      maximum={100}
      onChange={(value) => setToolOptions({ tolerance: value / 100 })}
    />
  );
}

/** Whether a fill keeps to what is connected, and how it meets the map. */
export function FillMore({ room }: { readonly room: Room }) {
  const contiguous = useStore(toolOptionsStore, (state) => state.contiguous);
  return (
    <>
      {room.size ? null : <FillBy />}
      {room.hardness ? null : <Tolerance />}
      <SwitchField
        label={tr`Connected only`}
        about={tr`Off: everything alike is filled, wherever it lies.`}
        checked={contiguous}
        onChange={(next) => setToolOptions({ contiguous: next })}
      />
      <ModeField />
    </>
  );
}
