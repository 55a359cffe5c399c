import { Switch } from 'radix-ui';
import styles from './SwitchField.module.css';

interface ToggleSwitchProps {
  readonly label: string;
  readonly describedBy?: string | undefined;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** The switch alone, where its name stands elsewhere. */
export function ToggleSwitch({ label, describedBy, checked, onChange }: ToggleSwitchProps) {
  return (
    <Switch.Root className={styles.switch} aria-label={label} aria-describedby={describedBy} checked={checked} onCheckedChange={onChange}>
      <span className={styles.track}>
        <Switch.Thumb className={styles.thumb} />
      </span>
    </Switch.Root>
  );
}
