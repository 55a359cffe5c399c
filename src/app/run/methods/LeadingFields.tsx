import { SliderField } from '../../../ui/SliderField';
import { tr } from '../../../../workers/texts/texts';
import { inSentence } from '../../../../workers/texts/inSentence';

interface Leading {
  readonly gradientSteps: number;
  readonly updateSteps: number;
}

interface LeadingFieldsProps {
  /** Stands before the names of the fields. */
  readonly name: string;
  readonly knobs: Leading;
  /** What the paper takes, where it says. */
  readonly paper?: Leading;
  readonly onChange: (change: Partial<Leading>) => void;
}

const named = (before: string, label: string): string => (before === '' ? label : `${before}${inSentence(label)}`);

/** How often latents are led: in how many steps of the run, and how many times in each. */
export function LeadingFields({ name, knobs, paper, onChange }: LeadingFieldsProps) {
  return (
    <>
      <SliderField
        label={named(name, tr`Led steps`)}
        about={tr`t_u: in how many of the first steps it is led, never more than the run has: more stays closer to what leads.${
          paper ? tr` The paper takes ${paper.updateSteps} of its 25.` : ''
        }`}
        word={knobs.updateSteps === paper?.updateSteps ? 'paper' : undefined}
        value={knobs.updateSteps}
        minimum={0}
        maximum={200}
        curved
        onChange={(updateSteps) => onChange({ updateSteps })}
      />
      <SliderField
        label={named(name, tr`Gradient steps`)}
        about={tr`k: how many times it is led in each of them: more pulls harder, and may leave traces.${
          paper ? tr` The paper takes ${paper.gradientSteps}.` : ''
        }`}
        word={knobs.gradientSteps === paper?.gradientSteps ? 'paper' : undefined}
        value={knobs.gradientSteps}
        minimum={1}
        maximum={100}
        curved
        onChange={(gradientSteps) => onChange({ gradientSteps })}
      />
    </>
  );
}
