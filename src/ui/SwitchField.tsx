import field from './Field.module.css';
import { Help } from './Help';
import { ToggleSwitch } from './ToggleSwitch';

interface SwitchFieldProps {
  readonly label: string;
  readonly about?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Something that is on or off. */
export function SwitchField({ label, about, checked, onChange }: SwitchFieldProps) {
  return (
    <Help text={about}>
      {(describedBy) => (
        <div className={field.inline}>
          <span className={field.name}>{label}</span>
          <ToggleSwitch label={label} describedBy={describedBy} checked={checked} onChange={onChange} />
        </div>
      )}
    </Help>
  );
}
