import { useStore } from 'zustand';
import { setToolOptions, toolOptionsStore } from '../../canvas/toolOptions';
import { Segmented } from '../../ui/Segmented';
import { SliderField } from '../../ui/SliderField';
import { ModeField } from './ModeField';
import type { Room } from './room';
import { StrengthSlider } from './StrengthSlider';
import styles from './Options.module.css';

/** What shapes and lassos write, and how soft their edge is. */
export function OutlineOptions({ shapes, room }: { readonly shapes: boolean; readonly room: Room }) {
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
      <StrengthSlider room={room} />
      <SliderField
        label="Feather"
        side="bottom"
        className={styles.dial}
        about="How softly the edge melts away, in pixels of the picture: more is softer (σ of the blur)."
        unit="px"
        curved
        value={options.featherPx}
        minimum={0}
        maximum={200}
        onChange={(featherPx) => setToolOptions({ featherPx })}
      />
    </>
  );
}

/** How an outline's strength meets the map. */
export function OutlineMore() {
  return <ModeField />;
}
