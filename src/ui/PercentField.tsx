import { SliderField } from './SliderField';

interface PercentFieldProps {
  readonly label: string;
  /** Stands on screen in place of the label. */
  readonly shown?: string;
  readonly about: string;
  /** 0…1. */
  readonly value: number;
  /** In percent. */
  readonly minimum?: number;
  /** A word for the value, after it. */
  readonly word?: string | undefined;
  /** A value that is marked on the track, 0…1. */
  readonly mark?: number | undefined;
  readonly onChange: (value: number) => void;
}

/** A share of 0…1, shown in percent. */
export function PercentField({ value, minimum = 0, mark, onChange, ...rest }: PercentFieldProps) {
  return (
    <SliderField
      {...rest}
      unit="%"
      value={Math.round(value * 100)}
      minimum={minimum}
      maximum={100}
      mark={mark === undefined ? undefined : mark * 100}
      onChange={(percent) => onChange(percent / 100)}
    />
  );
}
