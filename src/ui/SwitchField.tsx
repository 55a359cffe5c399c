import { Switch } from 'radix-ui';
import styles from './SwitchField.module.css';
import { Tip } from './Tip';

interface SwitchFieldProps {
  readonly label: string;
  readonly about?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Something that is on or off. */
export function SwitchField({ label, about, checked, onChange }: SwitchFieldProps) {
  const name = <span>{label}</span>;
  return (
    <div className={styles.row}>
      {about ? (
        <Tip text={about} side="left">
          {name}
        </Tip>
      ) : (
        name
      )}
      <Switch.Root className={styles.switch} aria-label={label} checked={checked} onCheckedChange={onChange}>
        <Switch.Thumb className={styles.thumb} />
      </Switch.Root>
    </div>
  );
}
