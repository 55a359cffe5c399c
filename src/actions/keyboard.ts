import type { Action } from './action';
import { matchesChord } from './chord';
import { runAction } from './runAction';

const textRoles = new Set(['textbox', 'searchbox', 'combobox', 'listbox', 'option', 'menu', 'menuitem']);

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'file', 'range'].includes(target.type);
  return textRoles.has(target.getAttribute('role') ?? '');
}

function inDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role="dialog"], [role="alertdialog"]') !== null;
}

/** Finds the action of a key press; null while composing text, in dialogs, and for plain letters while typing. */
function findAction(actions: readonly Action[], event: KeyboardEvent): Action | null {
  if (event.defaultPrevented || event.isComposing || inDialog(event.target)) return null;
  const typing = isTyping(event.target);
  const found = actions.find((action) => (!typing || action.whileTyping === true) && action.keys.some((chord) => matchesChord(event, chord)) && (!action.yields || action.enabled()));
  return found ?? null;
}

/** Listens for the shortcuts of all actions; returns how to stop. */
export function listenForShortcuts(actions: readonly Action[]): () => void {
  const listener = (event: KeyboardEvent) => {
    const action = findAction(actions, event);
    if (!action) return;
    event.preventDefault();
    runAction(action);
  };
  window.addEventListener('keydown', listener);
  return () => window.removeEventListener('keydown', listener);
}
