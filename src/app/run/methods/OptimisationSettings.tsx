import { useState } from 'react';
import { setSetting, setSettings } from '../../../document/commands';
import { initialSettings, type OptimisationKnobs } from '../../../document/documentState';
import { useSettings } from '../../../document/hooks';
import { refinementOfPaper } from '../../../generation/methods/guidedStages';
import { Button } from '../../../ui/Button';
import { MoreButton } from '../../../ui/MoreButton';
import { PercentField } from '../../../ui/PercentField';
import { SliderField } from '../../../ui/SliderField';
import { SwitchField } from '../../../ui/SwitchField';
import { BalanceField } from './BalanceField';
import { layoutMaskOfPaper, LayoutMaskSettings } from './LayoutMaskSettings';
import { LeadingFields } from './LeadingFields';
import { tr } from '../../../../workers/texts/texts';

const ofPaper = initialSettings.optimisation;
/** The paper's better guidance image, which it does without for speed. */
const longLeading = { gradientSteps: 30, updateSteps: 20 };

/** What the guided optimisation takes: whom to follow, and how strongly it is led. */
export function OptimisationSettings() {
  const { optimisation: knobs, layoutMask: mask } = useSettings();
  const [more, setMore] = useState(false);
  const set = (change: Partial<OptimisationKnobs>) => setSetting('optimisation', { ...knobs, ...change });
  const isOfPaper = JSON.stringify({ ...knobs, balance: 0 }) === JSON.stringify({ ...ofPaper, balance: 0 });
  const maskOfPaper = mask && layoutMaskOfPaper;
  const all = isOfPaper && JSON.stringify(mask) === JSON.stringify(maskOfPaper);
  return (
    <>
      <BalanceField value={knobs.balance} onChange={(balance) => set({ balance })} />
      <MoreButton label={tr`How it is led`} open={more} onToggle={() => setMore(!more)} />
      {more ? (
        <>
          <LeadingFields name="" knobs={knobs} paper={ofPaper} onChange={set} />
          <SliderField
            label={tr`Learning rate`}
            about={tr`γ: the length of each gradient step (Adam): more follows faster, and overshoots. The paper takes 0.1.`}
            word={knobs.learningRate === ofPaper.learningRate ? 'paper' : undefined}
            value={knobs.learningRate}
            minimum={0.01}
            maximum={1}
            step={0.01}
            onChange={(learningRate) => set({ learningRate })}
          />
          <PercentField
            label={tr`Encoding ratio`}
            about={tr`t_E: how far the picture is turned back into noise: less keeps more of it, and takes less time. The paper takes 100 %.`}
            word={knobs.encodingRatio === ofPaper.encodingRatio ? 'paper' : undefined}
            value={knobs.encodingRatio}
            minimum={1}
            onChange={(encodingRatio) => set({ encodingRatio })}
          />
          {knobs.balance === 1 ? null : <GuidanceImageSettings knobs={knobs} onChange={set} />}
          <SwitchField
            label={tr`Find where two layouts differ`}
            about={tr`The edit keeps to where the guides ask for another layout than the one that is there. The change map still bounds it.`}
            checked={mask !== null}
            onChange={(on) => setSetting('layoutMask', on ? layoutMaskOfPaper : null)}
          />
          {mask ? <LayoutMaskSettings mask={mask} onChange={(change) => setSetting('layoutMask', { ...mask, ...change })} /> : null}
          <Button
            disabled={all}
            title={tr`All of these but λ as the paper has them.`}
            onClick={() =>
              setSettings({ optimisation: { ...ofPaper, balance: knobs.balance }, layoutMask: maskOfPaper }, tr`The paper’s values`)
            }
          >
            {tr`The paper’s values`}
          </Button>
        </>
      ) : null}
    </>
  );
}

interface GuidanceImageProps {
  readonly knobs: OptimisationKnobs;
  readonly onChange: (change: Partial<OptimisationKnobs>) => void;
}

/** How the image that leads is made. */
function GuidanceImageSettings({ knobs, onChange }: GuidanceImageProps) {
  return (
    <>
      <SwitchField
        label={tr`Guidance image by its own steps`}
        about={tr`The image made from the prompt is otherwise led like the edit itself. More steps make it closer to the picture, and cost time: the paper finds 20 led steps of 30 gradient steps better, and runs without.`}
        checked={knobs.guidanceImage !== null}
        onChange={(on) => onChange({ guidanceImage: on ? longLeading : null })}
      />
      {knobs.guidanceImage ? (
        <LeadingFields
          name={tr`Guidance image: `}
          knobs={knobs.guidanceImage}
          onChange={(change) => onChange({ guidanceImage: { ...longLeading, ...knobs.guidanceImage, ...change } })}
        />
      ) : null}
      <SwitchField
        label={tr`Refine the guidance image`}
        about={tr`Brings its colours and details nearer to the picture before it leads: for busy backgrounds. The paper does it only where a result is not good enough.`}
        checked={knobs.refinement !== null}
        onChange={(on) => onChange({ refinement: on ? refinementOfPaper : null })}
      />
      {knobs.refinement ? (
        <LeadingFields
          name={tr`Refinement: `}
          knobs={knobs.refinement}
          paper={refinementOfPaper}
          onChange={(change) => onChange({ refinement: { ...refinementOfPaper, ...knobs.refinement, ...change } })}
        />
      ) : null}
    </>
  );
}
