import type { LayoutMaskKnobs } from '../../../document/documentState';
import { PercentField } from '../../../ui/PercentField';
import { SliderField } from '../../../ui/SliderField';
import { tr } from '../../../../workers/texts/texts';

/** As the paper finds a mask between two layouts; it does not tell the width of its smoothing. */
export const layoutMaskOfPaper: LayoutMaskKnobs = { noises: 10, noiseStrength: 0.5, clampRatio: 3, threshold: 0.1, smoothingCells: 1 };

interface LayoutMaskProps {
  readonly mask: LayoutMaskKnobs;
  readonly onChange: (change: Partial<LayoutMaskKnobs>) => void;
}

/** How the mask between two layouts is found, where it is. */
export function LayoutMaskSettings({ mask, onChange }: LayoutMaskProps) {
  const word = (key: keyof LayoutMaskKnobs) => (mask[key] === layoutMaskOfPaper[key] ? 'paper' : undefined);
  return (
    <>
      <PercentField
        label={tr`Layouts differ from`}
        about={tr`Threshold of the difference between the layouts: less edits more of the picture. The paper takes 10 %.`}
        word={word('threshold')}
        value={mask.threshold}
        onChange={(threshold) => onChange({ threshold })}
      />
      <SliderField
        label={tr`Layout noises`}
        about={tr`How many noises the difference is averaged over: more make it steadier, and each costs two runs. The paper takes 10.`}
        word={word('noises')}
        value={mask.noises}
        minimum={1}
        maximum={64}
        onChange={(noises) => onChange({ noises })}
      />
      <PercentField
        label={tr`Layout noise strength`}
        about={tr`How much noise lies over the picture while the layouts are compared: more lets larger shapes differ. The paper takes 50 %.`}
        word={word('noiseStrength')}
        value={mask.noiseStrength}
        minimum={1}
        onChange={(noiseStrength) => onChange({ noiseStrength })}
      />
      <SliderField
        label={tr`Layout clamp ratio`}
        about={tr`Differences beyond this many times their mean count as full: less lets weak ones count more. The paper takes 3.`}
        word={word('clampRatio')}
        value={mask.clampRatio}
        minimum={0.1}
        maximum={20}
        step={0.1}
        onChange={(clampRatio) => onChange({ clampRatio })}
      />
      <SliderField
        label={tr`Smoothing`}
        about={tr`Blur of the difference, in cells of the model: more joins specks and rounds edges. The paper does not say how much it takes.`}
        value={mask.smoothingCells}
        minimum={0}
        maximum={16}
        step={0.5}
        onChange={(smoothingCells) => onChange({ smoothingCells })}
      />
    </>
  );
}
