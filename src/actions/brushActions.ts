import { setBrush, viewStore } from '../canvas/viewStore';
import { documentStore } from '../document/documentStore';
import type { Action } from './action';
import { tr } from '../../workers/texts/texts';

const hasPicture = () => documentStore.getState().picture !== null;
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** Steps grow with the size, so that a small brush can be set finely and a large one quickly. */
function stepSize(direction: 1 | -1): void {
  const { sizePx } = viewStore.getState().brush;
  const step = sizePx < 10 ? 1 : sizePx < 50 ? 5 : sizePx < 200 ? 10 : 50;
  setBrush({ sizePx: clamp(Math.round(sizePx + direction * step), 1, 2000) });
}

function stepHardness(direction: 1 | -1): void {
  setBrush({ hardness: clamp(Math.round((viewStore.getState().brush.hardness + direction * 0.1) * 10) / 10, 0, 1) });
}

const brush = (id: string, label: string, keys: readonly string[], run: () => void): Action => ({
  id,
  label,
  group: 'Change map',
  keys,
  enabled: hasPicture,
  run,
});

/** Two digits that follow each other within this time are one number. */
const pairMs = 700;
let lastDigit: { readonly digit: number; readonly atMs: number; readonly revision: number } | null = null;

/**
 * A digit alone sets tens of percent, 0 all of it; a second one soon after, with nothing done between, makes an exact number: 4 5 is
 * 45 %, 0 5 is 5 %, 0 0 nothing.
 */
function pressDigit(digit: number): void {
  const atMs = performance.now();
  const { revision } = documentStore.getState();
  const isPair = lastDigit !== null && atMs - lastDigit.atMs < pairMs && lastDigit.revision === revision;
  const first = isPair && lastDigit ? lastDigit.digit : null;
  lastDigit = first === null ? { digit, atMs, revision } : null;
  const percent = first === null ? (digit === 0 ? 100 : digit * 10) : first * 10 + digit;
  setBrush({ strength: percent / 100 });
}

const digits: readonly Action[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0].map((digit) => {
  const percent = digit === 0 ? 100 : digit * 10;
  return brush(`brush-strength-${percent}`, tr`Brush strength ${percent} %`, [`Digit${digit}`, `Numpad${digit}`], () => pressDigit(digit));
});

export const brushActions: readonly Action[] = [
  brush('brush-smaller', tr`Smaller brush`, ['BracketLeft', '['], () => stepSize(-1)),
  brush('brush-larger', tr`Larger brush`, ['BracketRight', ']'], () => stepSize(1)),
  brush('brush-softer', tr`Softer brush`, ['Shift+BracketLeft'], () => stepHardness(-1)),
  brush('brush-harder', tr`Harder brush`, ['Shift+BracketRight'], () => stepHardness(1)),
  brush('brush-swap', tr`Swap the brush strength with its opposite`, ['x'], () =>
    setBrush({ strength: 1 - viewStore.getState().brush.strength }),
  ),
  brush('brush-default', tr`Brush at full strength`, ['d'], () => setBrush({ strength: 1 })),
  ...digits,
];
