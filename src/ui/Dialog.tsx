import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { IconButton } from './Button';
import styles from './Dialog.module.css';
import { tr } from '../../workers/texts/texts';

interface DialogProps {
  readonly title: string;
  readonly about?: string | undefined;
  readonly open: boolean;
  /** `medium` and `large` keep their height whatever they show; a small one fits its few fields. */
  readonly size?: 'small' | 'medium' | 'large';
  /** The content brings its own columns and scrolls by itself. */
  readonly bare?: boolean;
  /** The row of buttons that stays in sight below what scrolls. */
  readonly foot?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

// Of tabs the chosen one: to focus another is to choose it.
const fields = [
  'input:not([type="hidden"], [hidden], :disabled)',
  'textarea:not(:disabled)',
  'select',
  '[role="combobox"]:not(:disabled)',
  '[role="radio"][tabindex="0"]',
  '[role="tab"][aria-selected="true"]',
].join(', ');

/** A modal dialog: it focuses its first field, closes by one Escape, its button or a press outside, and leaves the focus on the canvas. */
export function Dialog({ title, about, open, size = 'small', bare = false, foot, onClose, children }: DialogProps) {
  const body = useRef<HTMLDivElement>(null);
  const focusFirst = (event: Event) => {
    event.preventDefault();
    if (body.current && event.target instanceof HTMLElement) focusFirstField(event.target, body.current);
  };
  // An open tooltip would take the first Escape for itself; an open choice rightly does.
  const escape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !document.querySelector('[role="listbox"][data-state="open"], [role="menu"]')) onClose();
  };
  return (
    <Radix.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content
          className={`${styles.dialog} ${size === 'small' ? '' : styles[size]}`}
          onOpenAutoFocus={focusFirst}
          onCloseAutoFocus={focusCanvas}
          onKeyDownCapture={escape}
          onInteractOutside={keepForToasts}
          {...(about ? {} : { 'aria-describedby': undefined })}
        >
          <header className={styles.head}>
            <Radix.Title className={styles.title}>{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label={tr`Close`} icon={<X />} />
            </Radix.Close>
          </header>
          <div ref={body} className={`${styles.body} ${bare ? styles.bare : ''}`}>
            {about ? <Radix.Description className={styles.about}>{about}</Radix.Description> : null}
            {children}
          </div>
          {foot ? <footer className={styles.foot}>{foot}</footer> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A sentence that is put away, or taken up, leaves the dialog as it is. */
function keepForToasts(event: Event & { readonly detail: { readonly originalEvent: Event } }): void {
  const { target } = event.detail.originalEvent;
  if (target instanceof Element && target.closest('[data-sonner-toaster]')) event.preventDefault();
}

/**
 * Focuses the first field of a dialog. One that is not there yet (its part is still fetched, its file is still read) gets the focus as it
 * comes, unless somebody has moved the focus meanwhile. Nothing else in a dialog may take the focus while it opens: the trap learns of
 * what has it only from then on, and a menu that closes late would pull it out.
 */
function focusFirstField(dialog: HTMLElement, body: HTMLElement): void {
  const first = () => body.querySelector<HTMLElement>(fields);
  const waits = first() ?? body.querySelector<HTMLElement>('button:not(:disabled)') ?? dialog;
  waits.focus();
  if (first()) return;
  const arrivals = new MutationObserver(() => {
    const { activeElement } = document;
    const isWaiting = activeElement === waits || activeElement === dialog || activeElement === document.body;
    const field = first();
    if (!isWaiting || field || !body.isConnected) arrivals.disconnect();
    if (isWaiting) field?.focus();
  });
  arrivals.observe(body, { childList: true, subtree: true, attributeFilter: ['disabled', 'hidden'] });
}

/** The buttons of a form within a dialog, at its lower edge and always in sight; a first part that is no button stands on the left. */
export function DialogFoot({ children }: { readonly children: ReactNode }) {
  return <div className={`${styles.foot} ${styles.formFoot}`}>{children}</div>;
}

/** The keys belong to the canvas again; without one the focus goes where it came from. */
export function focusCanvas(event: Event): void {
  const canvas = document.querySelector<HTMLElement>('[data-canvas][tabindex]');
  if (!canvas) return;
  event.preventDefault();
  canvas.focus({ preventScroll: true });
}
