import type { ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './Button.module.css';
import { Tip } from './Tip';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary` is solid: at most one of them is on screen at a time. `link` stands inside a sentence. */
  readonly tone?: 'plain' | 'primary' | 'quiet' | 'link';
  readonly large?: boolean;
  readonly wide?: boolean;
  readonly icon?: ReactNode;
}

/** A labelled button. */
export function Button({ tone = 'plain', large = false, wide = false, icon, children, className, ...rest }: ButtonProps) {
  const classes = [
    styles.button,
    tone === 'plain' ? '' : styles[tone],
    large ? styles.large : '',
    wide ? styles.wide : '',
    className ?? '',
  ];
  return (
    <button type="button" className={classes.filter(Boolean).join(' ')} {...rest}>
      {icon}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  /** The accessible name, also shown as the tooltip. */
  readonly label: string;
  readonly keys?: string | undefined;
  /** What the tooltip says where the name alone does not do. */
  readonly about?: string | undefined;
  readonly icon: ReactNode;
}

/** A square button with only an icon; its name is in the tooltip. */
export function IconButton({ label, keys, about, icon, tone = 'quiet', className, ...rest }: IconButtonProps) {
  return (
    <Tip text={about ?? label} keys={keys}>
      <button
        type="button"
        aria-label={label}
        className={[styles.button, tone === 'plain' ? '' : styles[tone], styles.icon, className ?? ''].filter(Boolean).join(' ')}
        {...rest}
      >
        {icon}
      </button>
    </Tip>
  );
}
