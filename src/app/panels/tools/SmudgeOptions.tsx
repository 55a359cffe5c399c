import { useStore } from 'zustand';
import { setToolOptions, toolOptionsStore } from '../../../canvas/toolOptions';
import { Segmented } from '../../../ui/Segmented';
import { StrengthSlider } from './StrengthSlider';
import { TipShape } from './TipShape';

/** Drags strengths along, or blurs them; the strength says how much of it. */
export function SmudgeOptions() {
  const smudge = useStore(toolOptionsStore, (state) => state.smudge);
  return (
    <>
      <Segmented
        label="Effect"
        value={smudge}
        options={[
          { value: 'smudge', label: 'Smudge' },
          { value: 'blur', label: 'Blur' },
        ]}
        onChange={(next) => setToolOptions({ smudge: next })}
      />
      <StrengthSlider />
      <TipShape />
    </>
  );
}
