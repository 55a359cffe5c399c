import { beforeEach, expect, it } from 'vitest';
import { fillMap, openPicture } from './commands';
import { emptyDocument } from './documentState';
import { documentStore } from './documentStore';
import { clearHistory, historyStore, jumpInHistory } from './history';

beforeEach(() => {
  documentStore.setState(emptyDocument, true);
  clearHistory();
  openPicture({ width: 4, height: 4, rgba: new Uint8Array(64), icc: null, name: 'a' });
  [10, 20, 30].forEach(fillMap);
});

it('goes back and forth to any step, and tells what was undone in the order it is redone', () => {
  const value = () => documentStore.getState().changeMap?.read(0, 0);
  jumpInHistory(2);
  expect([value(), historyStore.getState().labels.length, historyStore.getState().undoneLabels]).toEqual([10, 2, ['Fill', 'Fill']]);
  jumpInHistory(4);
  expect(value()).toBe(30);
  jumpInHistory(0);
  expect([documentStore.getState().picture, historyStore.getState().undoneLabels[0]]).toEqual([null, 'Open picture']);
  jumpInHistory(99);
  expect(value()).toBe(30);
});
