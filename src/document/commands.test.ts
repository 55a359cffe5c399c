import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeRectDeltas } from './changeMap/mapDeltas';
import {
  addLayer,
  clearMap,
  commitStroke,
  fillMap,
  invertMap,
  openPicture,
  removeLayer,
  replaceMap,
  setArea,
  setSetting,
  setSettings,
  toggleLayer,
} from './commands';
import { emptyDocument, type Picture } from './documentState';
import { documentStore } from './documentStore';
import { asOneEntry, canRedo, canUndo, clearHistory, historySizeBytes, historyStore, redo, undo } from './history';

const picture = (width = 40, height = 30, tone = 10): Picture => ({
  width,
  height,
  rgba: new Uint8Array(width * height * 4).fill(tone),
  icc: null,
  name: `tone ${tone}`,
});
const layer = (name: string) => ({
  name,
  rect: { x: 1, y: 1, width: 2, height: 2 },
  rgba: new Uint8Array(16),
  coverage: new Uint8Array(4),
});
const state = () => documentStore.getState();
const labels = () => historyStore.getState().labels;

beforeEach(() => {
  clearHistory();
  documentStore.setState(emptyDocument, true);
});

describe('commands', () => {
  it('open a picture with a black map; the one before comes back with its map and layers', () => {
    openPicture(picture(40, 30, 1));
    fillMap(9);
    addLayer(layer('kept'));
    const before = state();
    openPicture(picture(20, 20, 2));
    expect(state().changeMap?.isEmpty()).toBe(true);
    expect(state().changeMap?.width).toBe(20);
    expect(state().layers).toEqual([]);
    undo();
    expect(state()).toEqual({ ...before, revision: before.revision + 2 });
    redo();
    expect(state().picture?.name).toBe('tone 2');
  });

  it('do nothing to the map without a picture', () => {
    fillMap(255);
    invertMap();
    clearMap();
    commitStroke([], 'Brush stroke');
    expect(state()).toEqual(emptyDocument);
    expect(canUndo()).toBe(false);
  });

  it('raise the revision with every change, undo and redo', () => {
    const revisions = [0];
    const stop = documentStore.subscribe(({ revision }) => revisions.push(revision));
    openPicture(picture());
    fillMap(255);
    setSetting('steps', 30);
    setArea({ x: 0, y: 0, width: 40, height: 30, modelWidth: 64, modelHeight: 64 });
    undo();
    redo();
    stop();
    expect(revisions).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('show, hide and remove layers, undoably', () => {
    openPicture(picture());
    const first = addLayer(layer('first'));
    const second = addLayer(layer('second'));
    toggleLayer(first);
    expect(state().layers.map(({ visible }) => visible)).toEqual([false, true]);
    removeLayer(second);
    expect(state().layers.map(({ name }) => name)).toEqual(['first']);
    undo();
    undo();
    expect(state().layers.map(({ visible }) => visible)).toEqual([true, true]);
    toggleLayer('nobody');
    removeLayer('nobody');
    expect(canRedo()).toBe(true);
  });

  it('merge what is typed into one setting, and keep settings apart', () => {
    for (const prompt of ['a', 'a h', 'a house']) setSetting('prompt', prompt);
    setSetting('steps', 12);
    setSetting('steps', 12);
    expect(labels()).toEqual(['Prompt', 'Steps']);
    undo();
    expect(state().settings).toMatchObject({ prompt: 'a house', steps: 8 });
    undo();
    expect(state().settings.prompt).toBe('');
  });

  it('a seed set by the studio is no entry, and undoing other settings leaves it', () => {
    setSetting('prompt', 'night');
    setSetting('seed', 77, 'none');
    expect(labels()).toEqual(['Prompt']);
    undo();
    expect(state().settings).toMatchObject({ prompt: '', seed: 77 });
  });

  it('set several settings as one entry', () => {
    setSettings({ steps: 5, guidance: 2 });
    expect(state().settings).toMatchObject({ steps: 5, guidance: 2 });
    undo();
    expect(state().settings).toMatchObject({ steps: 8, guidance: 4 });
  });

  it('name what they did', () => {
    openPicture(picture());
    fillMap(255);
    invertMap();
    fillMap(3);
    clearMap();
    replaceMap(new Uint8Array(1200).fill(8), 'Import change map');
    expect(labels()).toEqual(['Open picture', 'Change everything', 'Invert', 'Fill', 'Clear', 'Import change map']);
  });

  it('are undone together where they belong together', () => {
    asOneEntry('Open sample', () => {
      openPicture(picture());
      replaceMap(new Uint8Array(1200).fill(8), 'Sample map');
      setSettings({ prompt: 'night' });
    });
    expect(labels()).toEqual(['Open sample']);
    undo();
    expect(state()).toMatchObject({ picture: null, changeMap: null });
    redo();
    expect(state().changeMap?.read(5, 5)).toBe(8);
    expect(state().settings.prompt).toBe('night');
  });
});

describe('history of a whole session', () => {
  const rects = fc.record({
    x: fc.nat(299),
    y: fc.nat(299),
    width: fc.integer({ min: 1, max: 90 }),
    height: fc.integer({ min: 1, max: 90 }),
  });
  const operations = fc.oneof(
    fc.tuple(rects, fc.nat(255)).map(([rect, value]) => () => {
      const { changeMap } = state();
      const values = Uint8Array.from({ length: rect.width * rect.height }, (_, i) => (value * (i + 1)) % 256);
      if (changeMap) commitStroke(writeRectDeltas(changeMap, rect, values), 'Brush stroke');
    }),
    fc.nat(255).map((value) => () => fillMap(value)),
    fc.constant(invertMap),
    fc.constant(clearMap),
    fc.constant(() => void addLayer(layer('result'))),
    fc.nat(3).map((index) => () => toggleLayer(state().layers[index]?.id ?? '')),
    fc.nat(3).map((index) => () => removeLayer(state().layers[index]?.id ?? '')),
    fc.integer({ min: 1, max: 200 }).map((steps) => () => setSetting('steps', steps)),
    fc.nat(200).map((tone) => () => openPicture(picture(260 + (tone % 60), 270, tone))),
    fc.constant(undo),
    fc.constant(redo),
  );

  const seen = () => {
    const { picture: shown, changeMap, layers, settings } = state();
    return {
      shown: shown?.name ?? null,
      map: changeMap ? createHash('sha1').update(changeMap.toUint8Array()).digest('hex') : null,
      layers,
      settings,
    };
  };

  it('undoing everything gives the first state, redoing everything the last', () => {
    fc.assert(
      fc.property(fc.array(operations, { minLength: 1, maxLength: 25 }), (run) => {
        clearHistory();
        documentStore.setState(emptyDocument, true);
        openPicture(picture(300, 300));
        clearHistory();
        const first = seen();
        run.forEach((operation) => operation());
        while (canRedo()) redo();
        const last = seen();
        while (canUndo()) undo();
        expect(seen()).toEqual(first);
        while (canRedo()) redo();
        expect(seen()).toEqual(last);
      }),
      { seed: 5, numRuns: 25 },
    );
  }, 30_000);
});

it('fifty strokes across the whole of a large map cost at most 64 MB', async () => {
  clearHistory();
  documentStore.setState(emptyDocument, true);
  openPicture({ ...picture(1, 1), width: 4096, height: 4096 });
  clearHistory();
  // A stroke with a soft edge, 300 pixels wide: the same profile in every column.
  const band = (strength: number) =>
    Uint8Array.from({ length: 4096 * 300 }, (_, i) => Math.round(strength * Math.sin((Math.PI * Math.floor(i / 4096)) / 299)));
  const values = [band(250), band(120)];
  for (let i = 0; i < 50; i += 1)
    commitStroke(
      writeRectDeltas(state().changeMap!, { x: 0, y: (i * 73) % 3700, width: 4096, height: 300 }, values[i % 2]!),
      'Brush stroke',
    );
  expect(labels()).toHaveLength(50);
  await expect.poll(() => historySizeBytes(), { timeout: 30_000 }).toBeLessThan(64e6 / 4);
}, 60_000);
