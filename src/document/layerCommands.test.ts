import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { addLayer, openPicture } from './commands';
import { emptyDocument } from './documentState';
import { documentStore } from './documentStore';
import { flattenDocument } from './flatten';
import { clearHistory, historyStore, undo } from './history';
import { renameLayer, reorderLayer, setLayerOpacity } from './layerCommands';

const picture = { width: 4, height: 3, rgba: new Uint8Array(48).fill(100), icc: null, name: 'p' };
const full = (tone: number) => ({
  rect: { x: 0, y: 0, width: 4, height: 3 },
  rgba: new Uint8Array(48).fill(tone),
  coverage: new Uint8Array(12).fill(255),
});
const names = () => documentStore.getState().layers.map(({ name }) => name);

beforeEach(() => {
  documentStore.setState(emptyDocument, true);
  openPicture(picture);
  clearHistory();
});

describe('opacity of a layer', () => {
  it('is byte for byte at 1, nothing at 0, and between them a mix that lies between', () => {
    const id = addLayer({ name: 'a', ...full(200) });
    expect(flattenDocument()).toEqual(full(200).rgba);
    setLayerOpacity(id, 0);
    expect(flattenDocument()).toEqual(picture.rgba);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (opacity) => {
        setLayerOpacity(id, opacity);
        expect(flattenDocument().every((byte) => byte === Math.round(100 + 100 * opacity))).toBe(true);
      }),
    );
    setLayerOpacity(id, 1);
    expect(flattenDocument()).toEqual(full(200).rgba);
  });

  it('leaves what its coverage leaves, whatever it is set to', () => {
    const patch = full(250);
    patch.coverage[5] = 0;
    const id = addLayer({ name: 'a', ...patch });
    setLayerOpacity(id, 0.5);
    expect([...flattenDocument().subarray(20, 24)]).toEqual([100, 100, 100, 100]);
  });

  it('is brought into range, and moves of it are one entry', () => {
    const id = addLayer({ name: 'a', ...full(200) });
    for (const opacity of [0.9, 7, -3, 0.4]) setLayerOpacity(id, opacity);
    expect(documentStore.getState().layers[0]?.opacity).toBe(0.4);
    expect(historyStore.getState().labels).toEqual(['Accept result', 'Opacity of layer']);
    undo();
    expect(documentStore.getState().layers[0]?.opacity).toBeUndefined();
  });
});

describe('name and order of layers', () => {
  it('renames, and leaves the name where there is none', () => {
    const id = addLayer({ name: 'a', ...full(1) });
    renameLayer(id, '  Thin snow ');
    expect(names()).toEqual(['Thin snow']);
    renameLayer(id, '   ');
    renameLayer('unknown', 'x');
    expect(names()).toEqual(['Thin snow']);
  });

  it('changes places, undoably, and stops at the ends', () => {
    const low = addLayer({ name: 'low', ...full(10) });
    addLayer({ name: 'high', ...full(20) });
    reorderLayer(low, 1);
    expect([names(), flattenDocument()[0]]).toEqual([['high', 'low'], 10]);
    reorderLayer(low, 1);
    undo();
    expect([names(), flattenDocument()[0]]).toEqual([['low', 'high'], 20]);
  });
});
