import { tr } from '../../workers/texts/texts';

/** What of a keyboard event decides whether a chord matches. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

interface Chord {
  readonly mod: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly key: string;
}

function parseChord(text: string): Chord {
  const parts = text.split('+');
  const key = parts.pop() ?? '';
  return { key, mod: parts.includes('mod'), shift: parts.includes('Shift'), alt: parts.includes('Alt') };
}

/**
 * Whether a key press is the chord. `mod` is Ctrl, or Cmd on a Mac. A single character is compared with `event.key`
 * whatever CapsLock says (so layouts keep their letters); a longer name is a position, `event.code`, or a named key.
 * Characters that need Shift on some layouts (`?`) match with or without it.
 */
export function matchesChord(press: KeyPress, text: string, mac = isMac): boolean {
  const chord = parseChord(text);
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  if (mod !== chord.mod || other || press.altKey !== chord.alt) return false;
  if (chord.key.length > 1) return press.shiftKey === chord.shift && (press.code === chord.key || press.key === chord.key);
  if (press.key.toLowerCase() !== chord.key) return false;
  const isLetter = chord.key.toLowerCase() !== chord.key.toUpperCase();
  return isLetter ? press.shiftKey === chord.shift : true;
}

const names: Readonly<Record<string, string>> = {
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Enter: '↵',
  Escape: tr`Esc`,
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Backspace: '⌫',
};

/** The chord as people read it: `Ctrl+Z`, or `⌘Z` on a Mac. */
export function formatChord(text: string, mac = isMac): string {
  const { mod, shift, alt, key } = parseChord(text);
  const shown = names[key] ?? key.replace(/^(Digit|Key)/, '');
  const last = shown.length === 1 ? shown.toUpperCase() : shown;
  if (mac) return `${alt ? '⌥' : ''}${shift ? '⇧' : ''}${mod ? '⌘' : ''}${last}`;
  // Ctrl, Alt and Shift as the keyboards of the language have them.
  return [mod ? tr`Ctrl` : '', alt ? tr`Alt` : '', shift ? tr`Shift` : '', last].filter(Boolean).join('+');
}
