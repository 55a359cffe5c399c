import { useState } from 'react';
import { setSetting } from '../../../document/commands';
import type { AutomaticMapKnobs } from '../../../document/documentState';
import { useSettings } from '../../../document/hooks';
import { ablations } from '../../../generation/methods';
import { MoreButton } from '../../../ui/MoreButton';
import { SelectField } from '../../../ui/SelectField';
import { SliderField } from '../../../ui/SliderField';
import { PercentField } from '../../../ui/PercentField';

/** What the automatic map takes: what is there now, how plainly it must differ, how much of the picture is kept. */
export function AutomaticMapSettings() {
  const { automaticMap: knobs } = useSettings();
  const [more, setMore] = useState(false);
  const set = (change: Partial<AutomaticMapKnobs>) => setSetting('automaticMap', { ...knobs, ...change });
  return (
    <>
      <PercentField
        label="Counts as different from"
        about="Threshold of the contrast map: higher keeps the edit to where the two prompts differ most."
        value={knobs.threshold}
        onChange={(threshold) => set({ threshold })}
      />
      <PercentField
        label="Freedom of the edit"
        about={
          'Encoding ratio: how far the picture is turned back into noise before it is drawn anew. It takes the place of ' +
          'the global strength.'
        }
        value={knobs.encodingRatio}
        minimum={1}
        onChange={(encodingRatio) => set({ encodingRatio })}
      />
      <MoreButton label="How the map is found" open={more} onToggle={() => setMore(!more)} />
      {more ? (
        <>
          <SliderField
            label="Noises"
            about="How many noises the contrast is averaged over. Each costs two evaluations."
            value={knobs.noises}
            minimum={1}
            maximum={64}
            onChange={(noises) => set({ noises })}
          />
          <PercentField
            label="Noise strength"
            about="How much noise lies over the picture while the prompts are compared."
            value={knobs.noiseStrength}
            minimum={1}
            onChange={(noiseStrength) => set({ noiseStrength })}
          />
          <SliderField
            label="Clamp ratio"
            about="Contrasts beyond this many times their mean count as full."
            value={knobs.clampRatio}
            minimum={0.1}
            maximum={20}
            step={0.1}
            onChange={(clampRatio) => set({ clampRatio })}
          />
          <SelectField label="Left out" value={knobs.ablation} options={ablations} onChange={(ablation) => set({ ablation })} />
        </>
      ) : null}
    </>
  );
}
