import { ChevronDown } from 'lucide-react';
import { Select } from 'radix-ui';
import styles from './Field.module.css';
import { Help } from './Help';

interface SelectFieldProps<T extends string> {
  readonly label: string;
  readonly about?: string;
  readonly value: T;
  /** `about`: a sentence under the option's name. */
  readonly options: readonly { readonly value: T; readonly label: string; readonly about?: string }[];
  readonly side?: 'left' | 'bottom';
  /** The label is said, not shown: something beside it names it. */
  readonly bare?: boolean;
  readonly onChange: (value: T) => void;
}

/** A labelled choice of one from a few. */
export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { label, about, value, options, side = 'left', bare = false, onChange } = props;
  const choose = (next: string) => {
    const option = options.find((o) => o.value === next);
    if (option) onChange(option.value);
  };
  return (
    <Help text={about} side={side}>
      {(describedBy) => (
        <div className={styles.inline} data-bare={bare}>
          {bare ? null : <span className={styles.name}>{label}</span>}
          <Select.Root value={value} onValueChange={choose}>
            <Select.Trigger className={styles.select} aria-label={label} aria-describedby={describedBy}>
              <Select.Value />
              <Select.Icon asChild>
                <ChevronDown aria-hidden />
              </Select.Icon>
            </Select.Trigger>
            <Select.Portal>
              <Select.Content className={styles.options} position="popper" sideOffset={4}>
                <Select.Viewport>
                  {options.map((option) => (
                    <Select.Item key={option.value} value={option.value} className={styles.option}>
                      <span>
                        <Select.ItemText>{option.label}</Select.ItemText>
                        {option.about === undefined ? null : <span className={styles.optionAbout}>{option.about}</span>}
                      </span>
                    </Select.Item>
                  ))}
                </Select.Viewport>
              </Select.Content>
            </Select.Portal>
          </Select.Root>
        </div>
      )}
    </Help>
  );
}
