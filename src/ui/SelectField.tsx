import { ChevronDown } from 'lucide-react';
import { Select } from 'radix-ui';
import styles from './Field.module.css';

interface SelectFieldProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  /** The label beside the choice instead of above it. */
  readonly inline?: boolean;
  readonly onChange: (value: T) => void;
}

/** A labelled choice of one from a few. */
export function SelectField<T extends string>({ label, value, options, inline = false, onChange }: SelectFieldProps<T>) {
  const choose = (next: string) => {
    const option = options.find((o) => o.value === next);
    if (option) onChange(option.value);
  };
  return (
    <div className={inline ? styles.inline : styles.row}>
      <div className={styles.head}>{label}</div>
      <Select.Root value={value} onValueChange={choose}>
        <Select.Trigger className={styles.select} aria-label={label}>
          <Select.Value />
          <Select.Icon>
            <ChevronDown aria-hidden />
          </Select.Icon>
        </Select.Trigger>
        <Select.Portal>
          <Select.Content className={styles.options} position="popper" sideOffset={4}>
            <Select.Viewport>
              {options.map((option) => (
                <Select.Item key={option.value} value={option.value} className={styles.option}>
                  <Select.ItemText>{option.label}</Select.ItemText>
                </Select.Item>
              ))}
            </Select.Viewport>
          </Select.Content>
        </Select.Portal>
      </Select.Root>
    </div>
  );
}
