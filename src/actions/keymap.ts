import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import { Fault } from '../../workers/protocol/faults';
import type { Action } from './action';
import type { KeyPress } from './chord';
import { tr } from '../../workers/texts/texts';

/** Keys that a person has given to actions, by their ids; an empty list: none. What is not named keeps its own. */
export type Keymap = Readonly<Record<string, readonly string[]>>;

const storageKey = 'sfumato.keymap';
/** Of a file that is read as a keymap, in characters. */
const longestFile = 100_000;

/** `mod+Shift+Alt+` in this order, then one character in lower case, or the name of a key or of its place. */
const chordSchema = z.string().regex(/^(mod\+)?(Shift\+)?(Alt\+)?(?:[^\s\p{Lu}\p{C}]|[A-Z][A-Za-z0-9]{1,19})$/u);
const keysSchema = z.record(z.string().regex(/^[a-z0-9-]{1,60}$/), z.array(chordSchema).max(4));
const fileSchema = z.strictObject({ app: z.literal('sfumato'), kind: z.literal('keymap'), version: z.literal(1), keys: keysSchema });

/** Chords that browsers or the studio keep for themselves. */
const taken: ReadonlySet<string> = new Set([
  'Tab',
  'Shift+Tab',
  'Escape',
  'Space',
  'mod+w',
  'mod+t',
  'mod+n',
  'mod+r',
  'mod+l',
  'mod+q',
  'F5',
  'F11',
  'F12',
]);

function readKept(): Keymap {
  try {
    return keysSchema.safeParse(JSON.parse(localStorage.getItem(storageKey) ?? '{}')).data ?? {};
  } catch {
    // Storage may be refused, or hold something else: every action then has its own keys.
    return {};
  }
}

export const keymapStore = createStore<{ readonly keys: Keymap }>(() => ({ keys: readKept() }));

keymapStore.subscribe(({ keys }) => {
  try {
    localStorage.setItem(storageKey, JSON.stringify(keys));
  } catch {
    // As above: it lasts until the page is left.
  }
});

/** The chords that an action has now. */
export const keysOf = ({ id, keys }: Action, keymap: Keymap = keymapStore.getState().keys): readonly string[] =>
  Object.hasOwn(keymap, id) ? (keymap[id] ?? keys) : keys;

const modifiers: ReadonlySet<string> = new Set([
  'Control',
  'Shift',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
]);

/**
 * The chord of a key press; null for a modifier alone and while words are composed. A character is taken as the layout gives it, with
 * Alt the key's place, since layouts write other characters with it.
 */
export function chordOf(press: KeyPress & { readonly isComposing?: boolean }): string | null {
  const { key, code, ctrlKey, metaKey, shiftKey, altKey } = press;
  if (press.isComposing || modifiers.has(key)) return null;
  const character = [...key].length === 1 && key !== ' ' && !altKey;
  const name = character ? key.toLowerCase() : key === ' ' || altKey ? code : key;
  const letter = name.toLowerCase() !== name.toUpperCase();
  // Of a sign that Shift writes, Shift is part already.
  const shift = shiftKey && (!character || letter);
  const chord = [ctrlKey || metaKey ? 'mod' : '', shift ? 'Shift' : '', altKey ? 'Alt' : '', name].filter(Boolean).join('+');
  return chordSchema.safeParse(chord).success ? chord : null;
}

/** The other actions that have the chord now. */
export const conflictsOf = (actions: readonly Action[], id: string, chord: string, keymap: Keymap = keymapStore.getState().keys) =>
  actions.filter((action) => action.id !== id && keysOf(action, keymap).includes(chord));

/** Gives an action one chord, or none, in the place of those that it had. @throws Fault `bad-recipe` for a chord that is not free */
export function bindKeys(id: string, chord: string | null): void {
  if (chord !== null && taken.has(chord)) throw new Fault('bad-recipe', tr`The browser keeps these keys for itself.`, tr`Choose others.`);
  keymapStore.setState(({ keys }) => ({ keys: { ...keys, [id]: chord === null ? [] : [chord] } }));
}

/** Gives an action its own keys again. */
export const resetKeys = (id: string): void =>
  keymapStore.setState(({ keys }) => ({ keys: Object.fromEntries(Object.entries(keys).filter(([other]) => other !== id)) }));

/** Gives all actions their own keys again. */
export const resetAllKeys = (): void => keymapStore.setState({ keys: {} });

/** The keymap as a file. */
export const keymapText = (): string =>
  JSON.stringify({ app: 'sfumato', kind: 'keymap', version: 1, keys: keymapStore.getState().keys }, null, 2);

/**
 * Reads a file's keymap in the place of the present one. Actions that this studio does not know are left out.
 * @returns how many were left out @throws Fault `bad-recipe` where it is no keymap; the present one then stays
 */
export function takeKeymap(text: string, actions: readonly Action[]): number {
  const keys = parse(text);
  const known = Object.entries(keys).filter(
    ([id, chords]) => actions.some((action) => action.id === id) && !chords.some((chord) => taken.has(chord)),
  );
  keymapStore.setState({ keys: Object.fromEntries(known) });
  return Object.keys(keys).length - known.length;
}

function parse(text: string): Keymap {
  const refused = (why: string): Fault =>
    new Fault('bad-recipe', tr`This file is no keymap: ${why}.`, tr`Choose one that Sfumato has exported. Your keys stay as they are.`);
  if (text.length > longestFile) throw refused(tr`it is too long`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refused(tr`it is not JSON`);
  }
  const version = z.object({ kind: z.literal('keymap'), version: z.number().min(2) }).safeParse(value);
  if (version.success) throw refused(tr`a newer studio wrote it`);
  const read = fileSchema.safeParse(value);
  if (!read.success) throw refused(tr`${read.error.issues[0]?.path.join(' › ') || tr`its form`} is not as it should be`);
  return read.data.keys;
}
