import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './Button';
import styles from './Field.module.css';

interface MenuProps<T extends string> {
  /** The name of the button that opens it. */
  readonly label: string;
  readonly icon?: ReactNode;
  readonly options: readonly { readonly value: T; readonly label: string; readonly disabled?: boolean }[];
  readonly onChoose: (value: T) => void;
}

/** A button that offers a few things to do. */
export function Menu<T extends string>({ label, icon, options, onChoose }: MenuProps<T>) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button icon={icon}>{label}</Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.options} sideOffset={4} align="start">
          {options.map(({ value, label: text, disabled = false }) => (
            <DropdownMenu.Item key={value} className={styles.option} disabled={disabled} onSelect={() => onChoose(value)}>
              {text}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
