import { SliderField } from '../../../ui/SliderField';

interface Leading {
  readonly gradientSteps: number;
  readonly updateSteps: number;
}

interface LeadingFieldsProps {
  /** Stands before the names of the fields. */
  readonly name: string;
  readonly knobs: Leading;
  readonly onChange: (change: Partial<Leading>) => void;
}

const named = (before: string, label: string): string => (before === '' ? label : `${before}${label.toLowerCase()}`);

/** How often latents are led: in how many steps of the run, and how many times in each. */
export function LeadingFields({ name, knobs, onChange }: LeadingFieldsProps) {
  return (
    <>
      <SliderField
        label={named(name, 'Led steps')}
        about="t_u: in how many of the first steps the picture is led; never more than the run has."
        value={knobs.updateSteps}
        minimum={0}
        maximum={200}
        curved
        onChange={(updateSteps) => onChange({ updateSteps })}
      />
      <SliderField
        label={named(name, 'Gradient steps')}
        about="k: how many times it is led in each of them."
        value={knobs.gradientSteps}
        minimum={1}
        maximum={100}
        curved
        onChange={(gradientSteps) => onChange({ gradientSteps })}
      />
    </>
  );
}
