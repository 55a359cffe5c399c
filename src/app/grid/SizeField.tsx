import { SliderField } from '../../ui/SliderField';
import { tr } from '../../../workers/texts/texts';
import styles from './Grid.module.css';

interface SizeFieldProps {
  readonly about: string;
  readonly value: number;
  readonly onChange: (sidePx: number) => void;
}

/** How large the pictures of a grid are shown, by their side in pixels. */
export function SizeField({ about, value, onChange }: SizeFieldProps) {
  return (
    <SliderField
      label={tr`Size`}
      about={about}
      value={value}
      minimum={64}
      maximum={512}
      step={16}
      unit="px"
      side="bottom"
      className={styles.size}
      onChange={onChange}
    />
  );
}
