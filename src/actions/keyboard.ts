import { historyStore } from '../document/history';
import { notify } from '../ui/notices';
import type { Action } from './action';
import { matchesChord } from './chord';
import { inDialog, isClosedChoice, onCanvas, returnFocus, takesLetters, takesText } from './focus';
import { keysOf } from './keymap';
import { runAction } from './runAction';

/** Where a key was pressed. */
interface Place {
  readonly target: EventTarget | null;
  /** A text there is being edited: its own Undo comes first. */
  readonly editing: boolean;
}

/** Chords with the command key that a text field has a use of its own for, while it is edited. */
const isFieldsOwn = ({ id }: Action): boolean => id === 'undo' || id === 'redo';

function reaches(action: Action, { target, editing }: Place): boolean {
  if (inDialog(target) && !isFieldsOwn(action)) return false;
  if (action.keysWhen && !action.keysWhen()) return false;
  if (!takesLetters(target)) return true;
  if (isFieldsOwn(action)) return !editing;
  return action.whileTyping === true;
}

/** Finds the action of a key press; null while composing text, for plain letters while typing, and in dialogs but for Undo and Redo. */
function findAction(actions: readonly Action[], event: KeyboardEvent, editing: boolean): Action | null {
  if (event.defaultPrevented || event.isComposing || event.key === 'Process') return null;
  const place = { target: event.target, editing };
  const matches = (action: Action) =>
    keysOf(action).some((chord) => matchesChord(event, chord) && (!action.onCanvas || chord.startsWith('mod+') || onCanvas(event.target)));
  const found = actions.find((action) => reaches(action, place) && matches(action) && (!action.yields || action.enabled()));
  return found ?? null;
}

const isPlainCharacter = ({ key, ctrlKey, metaKey }: KeyboardEvent): boolean => key.length === 1 && key !== ' ' && !ctrlKey && !metaKey;

/** What Undo or Redo is about to bring back, in the words of the history. */
const labelOf = ({ id }: Action): string | undefined => {
  const { labels, undoneLabels } = historyStore.getState();
  return id === 'undo' ? labels.at(-1) : undoneLabels[0];
};

/**
 * Listens for the shortcuts of all actions, and keeps the keyboard with the studio: the focus goes back to the canvas after a control, and
 * a letter never changes a choice that is closed. Undo is the document's everywhere but in a text that is being edited. Returns how to
 * stop.
 */
export function listenForShortcuts(actions: readonly Action[]): () => void {
  /** The field whose text was changed and not yet taken over. */
  let edited: EventTarget | null = null;
  const listeners = new AbortController();
  const { signal } = listeners;
  const act = (event: KeyboardEvent) => {
    const action = findAction(actions, event, edited !== null && edited === event.target);
    if (!action) return;
    event.preventDefault();
    const label = inDialog(event.target) ? labelOf(action) : undefined;
    runAction(action);
    // Under a dialog it cannot be seen.
    if (label !== undefined) notify(`${action.label}: ${label}.`);
  };
  const endEdit = ({ target }: Event) => {
    if (target === edited) edited = null;
  };
  window.addEventListener('keydown', act, { signal });
  window.addEventListener(
    'keydown',
    (event) => {
      if (!isClosedChoice(event.target) || !isPlainCharacter(event)) return;
      act(event);
      event.preventDefault();
      event.stopPropagation();
    },
    { signal, capture: true },
  );
  window.addEventListener(
    'input',
    ({ target }) => {
      if (takesText(target)) edited = target;
    },
    { signal, capture: true },
  );
  window.addEventListener('change', endEdit, { signal, capture: true });
  window.addEventListener('focusout', endEdit, { signal, capture: true });
  const stopReturning = returnFocus();
  return () => {
    listeners.abort();
    stopReturning();
  };
}
