import { useStore } from 'zustand';
import { commitPending, dropPending } from '../../../canvas/pendingTool';
import { setToolOptions, toolOptionsStore } from '../../../canvas/toolOptions';
import { Button } from '../../../ui/Button';
import { Segmented } from '../../../ui/Segmented';
import { SelectField } from '../../../ui/SelectField';
import { SliderField } from '../../../ui/SliderField';
import { easings } from './easings';
import { ModeField } from './ModeField';
import styles from '../Panel.module.css';

/** Kind, end strengths and easing of a gradient. */
export function GradientOptions() {
  const { gradient, easing, gradientStart, gradientEnd } = useStore(toolOptionsStore);
  return (
    <>
      <Segmented
        label="Gradient kind"
        value={gradient}
        options={[
          { value: 'linear', label: 'Linear' },
          { value: 'radial', label: 'Radial' },
          { value: 'reflected', label: 'Reflected' },
        ]}
        onChange={(next) => setToolOptions({ gradient: next })}
      />
      <SliderField label="Start strength" about="What the first handle writes." unit="%" value={Math.round(gradientStart * 100)} minimum={0} maximum={100} onChange={(value) => setToolOptions({ gradientStart: value / 100 })} />
      <SliderField label="End strength" about="What the last handle writes." unit="%" value={Math.round(gradientEnd * 100)} minimum={0} maximum={100} onChange={(value) => setToolOptions({ gradientEnd: value / 100 })} />
      <SelectField label="Easing" inline value={easing} options={easings} onChange={(next) => setToolOptions({ easing: next })} />
      <ModeField />
      <p className={styles.empty}>Drag over the picture, then move the handles as long as you like: Enter keeps the gradient, Escape drops it.</p>
      <div className={styles.halves}>
        <Button onClick={commitPending}>Keep gradient</Button>
        <Button onClick={dropPending}>Drop gradient</Button>
      </div>
    </>
  );
}
