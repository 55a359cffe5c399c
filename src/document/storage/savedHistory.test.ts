import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { fillDeltas, writeRectDeltas } from '../changeMap/mapDeltas';
import { addLayer, commitStroke, fillMap, openPicture, setSetting, setSettings } from '../commands';
import { emptyDocument } from '../documentState';
import { documentStore } from '../documentStore';
import { clearHistory, historyContent, historyStore, jumpInHistory, redo, undo, type History } from '../history';
import { discardResult } from '../results/resultCommands';
import { restore, snapshot } from '../snapshot';
import { testRecipe } from '../testing/testRecipe';
import { openProjectDatabase } from './database';
import { takeFrom } from './pieces';
import { openProjectStore } from './projectStore';
import { historyText, parseHistory, savedHistoryLimits, type SavedHistoryLimits } from './savedHistory';

const of = '0'.repeat(64);
const state = () => documentStore.getState();
const scene = () => {
  const { picture, changeMap, layers, settings, results } = state();
  return {
    name: picture?.name,
    map: [...(changeMap?.toUint8Array() ?? [])],
    layers: layers.map(({ rgba }) => [...rgba]),
    settings,
    results,
  };
};
const picture = (name: string, side = 6) => ({
  width: side,
  height: side,
  rgba: new Uint8Array(side * side * 4).fill(name.length),
  icc: null,
  name,
});

beforeEach(() => {
  documentStore.setState(emptyDocument, true);
  clearHistory();
});

async function roundTrip(history: History, limits?: SavedHistoryLimits, lost: (digest: string, at: number) => boolean = () => false) {
  const kept = new Map<string, Uint8Array>();
  const { text, steps } = await historyText(history, of, kept, limits);
  const stored = new Map([...kept].filter(([digest], at) => !lost(digest, at)));
  return { read: parseHistory(text, of, takeFrom(stored)), steps, kept, text };
}

/** One of each kind of change, and a group. */
function work(): void {
  openPicture(picture('one'));
  fillMap(90);
  const { changeMap } = state();
  if (changeMap) commitStroke(writeRectDeltas(changeMap, { x: 1, y: 1, width: 2, height: 1 }, Uint8Array.of(3, 4)), 'Brush stroke');
  setSettings({ prompt: 'a lake', steps: 3, loras: [] });
  addLayer({ name: 'l', rect: { x: 0, y: 0, width: 1, height: 1 }, rgba: Uint8Array.of(1, 2, 3, 4), coverage: Uint8Array.of(255) });
  const { documentId, pose } = state();
  const result = {
    ...{ id: 'r', number: 1, documentId, pose, starred: false, madeAt: 5, recipe: testRecipe(), provider: 'wasm' as const, seconds: 0 },
    ...{ rect: { x: 0, y: 0, width: 1, height: 1 }, rgba: new Uint8Array(4).fill(7), coverage: Uint8Array.of(9) },
    evaluations: { done: 1, skipped: 0, reused: 0 },
  };
  documentStore.setState({ results: [result] });
  discardResult('r');
  openPicture(picture('another', 4));
}

describe('a saved history', () => {
  it('leads through the same states as the one that was left, back and forth, from the middle too', async () => {
    work();
    jumpInHistory(4);
    const there = snapshot();
    const { read, steps } = await roundTrip(historyContent());
    expect(steps).toBe(4);
    const walk = () => {
      const seen = [scene()];
      while (historyStore.getState().canUndo) seen.push((undo(), scene()));
      while (historyStore.getState().canRedo) seen.push((redo(), scene()));
      return seen;
    };
    const { labels, undoneLabels, marks } = historyStore.getState();
    const before = walk();
    restore(there, read ?? undefined);
    expect(historyStore.getState()).toMatchObject({ labels, undoneLabels, marks });
    expect(walk()).toEqual(before);
  });

  it('shares its arrays with the document that is read beside it', async () => {
    work();
    jumpInHistory(6);
    const kept = new Map<string, Uint8Array>();
    const { text } = await historyText(historyContent(), of, kept);
    const take = takeFrom(kept);
    const first = parseHistory(text, of, take)?.done[0]?.changes[0];
    const again = parseHistory(text, of, take)?.done[0]?.changes[0];
    if (first?.kind !== 'parts' || again?.kind !== 'parts') throw new Error('no picture was opened');
    expect(first.after.picture?.rgba).toBe(again.after.picture?.rgba);
  });

  it('ends where a limit is reached, the oldest steps first', async () => {
    openPicture(picture('p'));
    for (let value = 1; value <= 9; value += 1) fillMap(value);
    expect(await roundTrip(historyContent(), { ...savedHistoryLimits, steps: 4 })).toMatchObject({
      steps: 4,
      read: { done: { length: 4 } },
    });
    const { text } = await roundTrip(historyContent());
    expect((await roundTrip(historyContent(), { ...savedHistoryLimits, characters: text.length / 2 })).steps).toBeLessThan(9);
    openPicture(picture('large', 60));
    fillMap(3);
    expect((await roundTrip(historyContent(), { ...savedHistoryLimits, bytes: 14_000 })).steps).toBe(1);
  });

  it('goes as far back as its pieces are there', async () => {
    openPicture(picture('p'));
    const { changeMap } = state();
    if (!changeMap) throw new Error('no map');
    const noise = (seed: number) => Uint8Array.from({ length: 36 }, (_, i) => (i * seed) % 251);
    for (const seed of [3, 5, 7]) {
      const map = state().changeMap ?? changeMap;
      commitStroke(writeRectDeltas(map, { x: 0, y: 0, width: 6, height: 6 }, noise(seed)), `stroke ${seed}`);
    }
    const middle = historyContent().done[2]?.changes[0];
    const delta = middle?.kind === 'tiles' ? middle.deltas[0] : undefined;
    const { kept, text } = await roundTrip(historyContent());
    if (!delta || typeof delta.difference === 'number') throw new Error('no bytes');
    const { bytes } = delta.difference;
    const without = new Map(
      [...kept].filter(([, piece]) => piece.length !== bytes.length || !piece.every((value, i) => value === bytes[i])),
    );
    expect(without.size).toBe(kept.size - 1);
    expect(parseHistory(text, of, takeFrom(without))?.done.map(({ label }) => label)).toEqual(['stroke 7']);
  });

  it('belongs to one document, and what is no history is none', async () => {
    fillDeltas(state().changeMap ?? (openPicture(picture('p')), state().changeMap!), 4);
    const { text } = await roundTrip(historyContent());
    const take = takeFrom(new Map());
    expect(parseHistory(text, '1'.repeat(64), take)).toBeNull();
    for (const wrong of ['', 'null', '{}', '[]', `{"of":"${of}","done":4,"undone":[]}`, text.slice(1)])
      expect(parseHistory(wrong, of, take)).toBeNull();
    const strange = `{"of":"${of}","done":[{"label":"x","changes":[{"kind":"tiles"}],"mark":null}],"undone":[]}`;
    expect(parseHistory(strange, of, take)).toEqual({ done: [], undone: [] });
  });
});

it('a document is read without its history where that is not wanted, is missing or damaged', async () => {
  const name = 'with history';
  openPicture(picture('p'));
  setSetting('steps', 7);
  const store = await openProjectStore(name);
  expect(await store.save(snapshot(), historyContent())).toBe(2);
  expect((await store.loadLatest(false)).history.done).toHaveLength(0);
  expect((await store.loadLatest()).history.done).toHaveLength(2);
  const raw = await openProjectDatabase(name);
  const slot = (await raw.get('pointer', 'current')) ?? 'a';
  const { manifest, checksum, history } = (await raw.get('generations', slot))!;
  for (const generation of [
    { manifest, checksum },
    { manifest, checksum, history: history?.slice(0, 40) ?? '' },
  ]) {
    await raw.put('generations', generation, slot);
    const { content, history: read, notice } = await store.loadLatest();
    expect([content?.settings.steps, read.done.length, notice]).toEqual([7, 0, null]);
  }
  raw.close();
  store.close();
});
