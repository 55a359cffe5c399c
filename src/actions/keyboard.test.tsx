// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fillMap, openPicture } from '../document/commands';
import { emptyDocument } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { clearHistory, historyStore } from '../document/history';
import { listenForShortcuts } from './keyboard';
import { actions } from './registry';

const said = vi.hoisted((): string[] => []);
vi.mock('../ui/notices', () => ({ notify: (sentence: string) => said.push(sentence), reportToUser: () => undefined }));

let stop = (): void => undefined;

beforeEach(() => {
  said.length = 0;
  documentStore.setState(emptyDocument, true);
  openPicture({ width: 2, height: 2, rgba: new Uint8Array(16), icc: null, name: 'p' }, 'd');
  fillMap(9);
  clearHistory();
  fillMap(200);
  stop = listenForShortcuts(actions);
});
afterEach(() => {
  stop();
  cleanup();
});

/** Presses a chord in a part of the page; how many entries of the history are left. */
async function left(part: ReactNode, key: string, more: KeyboardEventInit = { ctrlKey: true }): Promise<number> {
  cleanup();
  fireEvent.keyDown(render(part).container.querySelector('[data-here]')!, { key, bubbles: true, cancelable: true, ...more });
  await Promise.resolve();
  return historyStore.getState().labels.length;
}

it.each([
  ['a button', <button data-here>Go</button>],
  ['a text that nobody is editing', <input data-here />],
  [
    'an open list',
    <div role="listbox">
      <span data-here>A</span>
    </div>,
  ],
  [
    'a menu',
    <div role="menu">
      <span data-here>A</span>
    </div>,
  ],
])('undo is the document’s in %s', async (_, part) => {
  expect(await left(part, 'z')).toBe(0);
  expect(await left(part, 'z', { ctrlKey: true, shiftKey: true })).toBe(1);
  expect(said).toEqual([]);
});

it('in a dialog too, where it says what it took back; no other key acts there', async () => {
  const dialog = (
    <div role="dialog">
      <button data-here>Go</button>
    </div>
  );
  expect(await left(dialog, 'z')).toBe(0);
  expect(await left(dialog, 'y')).toBe(1);
  expect(said).toEqual(['Undo: Fill.', 'Redo: Fill.']);
  expect(await left(dialog, 'i', {})).toBe(1);
});

it('but in a text that is being edited it is the field’s', async () => {
  const { container } = render(
    <div role="dialog">
      <input />
    </div>,
  );
  const field = container.querySelector('input')!;
  fireEvent.input(field, { target: { value: 'abc' } });
  fireEvent.keyDown(field, { key: 'z', ctrlKey: true });
  await Promise.resolve();
  expect(historyStore.getState().labels).toEqual(['Fill']);
  fireEvent.blur(field);
  fireEvent.focusOut(field);
  fireEvent.keyDown(field, { key: 'z', ctrlKey: true });
  await Promise.resolve();
  expect(historyStore.getState().labels).toEqual([]);
});
