import { useState } from 'react';
import { setSetting } from '../../../document/commands';
import type { LayoutMaskKnobs, OptimisationKnobs } from '../../../document/documentState';
import { useSettings } from '../../../document/hooks';
import { MoreButton } from '../../../ui/MoreButton';
import { SliderField } from '../../../ui/SliderField';
import { SwitchField } from '../../../ui/SwitchField';
import { LeadingFields } from './LeadingFields';
import { PercentField } from '../../../ui/PercentField';

/** As the paper finds a mask between two layouts. */
const paperMask: LayoutMaskKnobs = { noises: 10, noiseStrength: 0.5, clampRatio: 3, threshold: 0.1, smoothingCells: 1 };
/** The paper's better guidance image, and its refinement. */
const longLeading = { gradientSteps: 30, updateSteps: 20 };
const refining = { gradientSteps: 1, updateSteps: 6 };

/** What the guided optimisation takes: whom to follow, and how strongly it is led. */
export function OptimisationSettings() {
  const { optimisation: knobs, layoutMask: mask } = useSettings();
  const [more, setMore] = useState(false);
  const set = (change: Partial<OptimisationKnobs>) => setSetting('optimisation', { ...knobs, ...change });
  const setMask = (change: Partial<LayoutMaskKnobs>) => setSetting('layoutMask', { ...(mask ?? paperMask), ...change });
  return (
    <>
      <PercentField
        label="Balance"
        about="λ: at 0 % the edited part follows the image made from the prompt, at 100 % it stays with the picture."
        value={knobs.balance}
        onChange={(balance) => set({ balance })}
      />
      <LeadingFields name="" knobs={knobs} onChange={set} />
      <MoreButton label="How it is led" open={more} onToggle={() => setMore(!more)} />
      {more ? (
        <>
          <SliderField
            label="Learning rate"
            about="γ: the length of each gradient step (Adam)."
            value={knobs.learningRate}
            minimum={0.01}
            maximum={1}
            step={0.01}
            onChange={(learningRate) => set({ learningRate })}
          />
          <SwitchField
            label="Guidance image by its own steps"
            about={
              'The image made from the prompt is otherwise led like the edit itself. More steps make it closer to the ' +
              'picture, and cost time.'
            }
            checked={knobs.guidanceImage !== null}
            onChange={(on) => set({ guidanceImage: on ? longLeading : null })}
          />
          {knobs.guidanceImage ? (
            <LeadingFields
              name="Guidance image: "
              knobs={knobs.guidanceImage}
              onChange={(change) => set({ guidanceImage: { ...longLeading, ...knobs.guidanceImage, ...change } })}
            />
          ) : null}
          <SwitchField
            label="Refine the guidance image"
            about="Brings its colours and details nearer to the picture before it leads."
            checked={knobs.refinement !== null}
            onChange={(on) => set({ refinement: on ? refining : null })}
          />
          {knobs.refinement ? (
            <LeadingFields
              name="Refinement: "
              knobs={knobs.refinement}
              onChange={(change) => set({ refinement: { ...refining, ...knobs.refinement, ...change } })}
            />
          ) : null}
          <SwitchField
            label="Find where two layouts differ"
            about="The edit keeps to where the guides ask for another layout than the one that is there. The change map still bounds it."
            checked={mask !== null}
            onChange={(on) => setSetting('layoutMask', on ? paperMask : null)}
          />
          {mask ? (
            <>
              <PercentField
                label="Layouts differ from"
                about="Threshold of the difference between the layouts."
                value={mask.threshold}
                onChange={(threshold) => setMask({ threshold })}
              />
              <SliderField
                label="Layout noises"
                about="How many noises the difference is averaged over. Each costs two runs."
                value={mask.noises}
                minimum={1}
                maximum={64}
                onChange={(noises) => setMask({ noises })}
              />
              <PercentField
                label="Layout noise strength"
                about="How much noise lies over the picture while the layouts are compared."
                value={mask.noiseStrength}
                minimum={1}
                onChange={(noiseStrength) => setMask({ noiseStrength })}
              />
              <SliderField
                label="Layout clamp ratio"
                about="Differences beyond this many times their mean count as full."
                value={mask.clampRatio}
                minimum={0.1}
                maximum={20}
                step={0.1}
                onChange={(clampRatio) => setMask({ clampRatio })}
              />
              <SliderField
                label="Smoothing"
                about="Blur of the difference, in cells of the model."
                value={mask.smoothingCells}
                minimum={0}
                maximum={16}
                step={0.5}
                onChange={(smoothingCells) => setMask({ smoothingCells })}
              />
            </>
          ) : null}
        </>
      ) : null}
    </>
  );
}
