import { Check, X } from 'lucide-react';
import { useStore } from 'zustand';
import { commitPending, dropPending } from '../../changemap/pendingTool';
import { setToolOptions, toolOptionsStore } from '../../canvas/toolOptions';
import { IconButton } from '../../ui/Button';
import { Segmented } from '../../ui/Segmented';
import { SelectField } from '../../ui/SelectField';
import { SliderField } from '../../ui/SliderField';
import { easings } from './easings';
import { ModeField } from './ModeField';
import type { Room } from './room';
import styles from './Options.module.css';
import { tr } from '../../../workers/texts/texts';

function GradientKind() {
  const gradient = useStore(toolOptionsStore, (state) => state.gradient);
  return (
    <Segmented
      label={tr`Gradient kind`}
      value={gradient}
      options={[
        { value: 'linear', label: tr`Linear` },
        { value: 'radial', label: tr`Radial` },
        { value: 'reflected', label: tr`Reflected` },
      ]}
      onChange={(next) => setToolOptions({ gradient: next })}
    />
  );
}

function GradientEnds() {
  const { gradientStart, gradientEnd } = useStore(toolOptionsStore);
  return (
    <>
      <SliderField
        label={tr`Start strength`}
        shown={tr`From`}
        about={tr`What the first handle writes: more lets it change further.`}
        unit="%"
        side="bottom"
        className={styles.dial}
        value={Math.round(gradientStart * 100)}
        minimum={0}
        maximum={100}
        onChange={(value) => setToolOptions({ gradientStart: value / 100 })}
      />
      <SliderField
        label={tr`End strength`}
        shown={tr`To`}
        about={tr`What the last handle writes: more lets it change further.`}
        unit="%"
        side="bottom"
        className={styles.dial}
        value={Math.round(gradientEnd * 100)}
        minimum={0}
        maximum={100}
        onChange={(value) => setToolOptions({ gradientEnd: value / 100 })}
      />
    </>
  );
}

/** Kind and end strengths of a gradient, as far as there is room, and what becomes of the one that has handles. */
export function GradientOptions({ room }: { readonly room: Room }) {
  return (
    <>
      {room.hardness ? <GradientKind /> : null}
      {room.size ? <GradientEnds /> : null}
      <span className={styles.pair}>
        <IconButton label={tr`Keep gradient`} keys="↵" icon={<Check />} onClick={commitPending} />
        <IconButton label={tr`Drop gradient`} keys="Esc" icon={<X />} onClick={dropPending} />
      </span>
    </>
  );
}

/** How a gradient's strengths run into each other and meet the map, and how it is kept. */
export function GradientMore({ room }: { readonly room: Room }) {
  const easing = useStore(toolOptionsStore, (state) => state.easing);
  return (
    <>
      {room.hardness ? null : <GradientKind />}
      {room.size ? null : <GradientEnds />}
      <SelectField label={tr`Easing`} value={easing} options={easings} onChange={(next) => setToolOptions({ easing: next })} />
      <ModeField />
      <p>{tr`Drag over the picture, then move the handles as long as you like: Enter keeps the gradient, Escape drops it.`}</p>
    </>
  );
}
