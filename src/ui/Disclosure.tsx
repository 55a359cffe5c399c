import { Popover } from 'radix-ui';
import { useState, type MouseEvent, type ReactNode } from 'react';
import styles from './Disclosure.module.css';

interface DisclosureProps {
  /** What opens, as it is named to assistive technology. */
  readonly label: string;
  /** The button that opens it; takes a ref. */
  readonly trigger: ReactNode;
  readonly align?: 'start' | 'end';
  /** What is pressed in here closes it, unless it is marked with `data-stays`. */
  readonly children: ReactNode;
}

/** A button that opens a small panel of plain buttons: their names stay those of buttons. */
export function Disclosure({ label, trigger, align = 'start', children }: DisclosureProps) {
  const [open, setOpen] = useState(false);
  const closeAfter = (event: MouseEvent) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button && !button.closest('[data-stays]')) setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.menu} aria-label={label} align={align} sideOffset={4} collisionPadding={8} onClick={closeAfter}>
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface DisclosureItemProps {
  readonly label: string;
  /** The accessible name where it differs from what is shown. */
  readonly name?: string;
  readonly about?: string | undefined;
  readonly keys?: string | undefined;
  readonly icon: ReactNode;
  readonly checked?: boolean | undefined;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
}

/** One thing to do of a disclosure. */
export function DisclosureItem({ label, name, about, keys, icon, checked, disabled = false, onChoose }: DisclosureItemProps) {
  return (
    <button
      type="button"
      className={styles.item}
      aria-label={name ?? label}
      aria-description={about}
      aria-pressed={checked}
      disabled={disabled}
      onClick={onChoose}
    >
      {icon}
      <span>
        {label}
        {about ? <small>{about}</small> : null}
      </span>
      {keys ? <kbd aria-hidden>{keys}</kbd> : null}
    </button>
  );
}

/** A group's name within a disclosure. */
export function DisclosureHeading({ children }: { readonly children: ReactNode }) {
  return <h3 className={styles.heading}>{children}</h3>;
}
