/** Input types that hold no text. */
const withoutText = new Set(['checkbox', 'radio', 'button', 'file', 'range', 'submit', 'reset', 'color', 'image']);
/** Lists that are open take letters to find an entry, and arrows to move. */
const openLists = '[role="listbox"], [role="menu"], [cmdk-root]';

/** Whether text can be typed there. */
export function takesText(target: EventTarget | null): target is HTMLElement {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !withoutText.has(target.type);
}

/** Whether a letter pressed there belongs to it: a text field, or a list that is open. A closed combobox has no claim. */
export const takesLetters = (target: EventTarget | null): boolean =>
  takesText(target) || (target instanceof Element && target.closest(openLists) !== null);

/** A choice that is closed: it would change by a letter that is meant for the studio. */
export const isClosedChoice = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLSelectElement ||
  (target instanceof HTMLButtonElement && target.getAttribute('role') === 'combobox' && target.getAttribute('aria-expanded') !== 'true');

export const inDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"]') !== null;

/** Whether the canvas, or nothing in particular, has the focus. */
export const onCanvas = (target: EventTarget | null): boolean =>
  target instanceof Element && (target === document.body || target.hasAttribute('data-canvas'));

/** What floats over the studio and holds the focus while it is open. */
const floating = `${openLists}, [role="dialog"], [role="alertdialog"], [data-radix-popper-content-wrapper]`;

/** Gives the keyboard to the canvas. */
export function focusCanvas(): void {
  const canvas = document.querySelector<HTMLElement>('section[data-canvas]');
  if (!canvas) return;
  // The ring is for those who came by keyboard.
  canvas.dataset.pointed = '';
  canvas.focus({ preventScroll: true });
}

/** Whether what has the focus is done with it once the pointer is let go. */
function isDone(active: Element | null): boolean {
  if (!active || active === document.body || takesText(active) || active.closest(floating)) return false;
  if (active.getAttribute('aria-haspopup') && active.getAttribute('aria-expanded') === 'true') return false;
  return active.matches('button, a, summary, input, [role="radio"], [role="slider"], [role="tab"], [role="switch"], [role="separator"]');
}

/**
 * Keys belong to the canvas: after a control was pressed, dragged or chosen from with the pointer the focus goes back there. Those who go
 * by keyboard keep it where they are. Returns how to stop.
 */
export function returnFocus(): () => void {
  const listeners = new AbortController();
  const options = { signal: listeners.signal, capture: true };
  let byPointer = false;
  let pressed = false;
  /** What was pressed last; a button that does its work and goes leaves the focus with nobody. */
  let pressedOn: Element | null = null;
  const isGone = () =>
    document.activeElement === document.body && pressedOn?.closest('button, a') !== null && pressedOn?.isConnected === false;
  /** What floats over the studio was pressed a moment ago: as it closes, it gives the focus back to its button. */
  let closing = false;
  // After what the press brings about.
  const later = () =>
    setTimeout(() => {
      if (byPointer && !pressed && (isGone() || isDone(document.activeElement))) focusCanvas();
    });
  const press = ({ target }: Event) => {
    byPointer = true;
    pressed = true;
    pressedOn = target instanceof Element ? target : null;
    closing = target instanceof Element && target.closest(floating) !== null;
  };
  const release = () => {
    pressed = false;
    later();
  };
  const followClosing = ({ target }: Event) => {
    if (!closing || (target instanceof Element && target.closest(floating))) return;
    closing = false;
    later();
  };
  window.addEventListener('pointerdown', press, options);
  window.addEventListener('pointerup', release, options);
  window.addEventListener('pointercancel', release, options);
  window.addEventListener('click', later, options);
  window.addEventListener('focusin', followClosing, options);
  window.addEventListener(
    'keydown',
    () => {
      byPointer = false;
    },
    options,
  );
  return () => listeners.abort();
}
