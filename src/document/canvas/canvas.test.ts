import { beforeEach, describe, expect, it } from 'vitest';
import { renderPlaced } from '../../../workers/maps/exemplars/renderPlaced';
import { ChangeMap } from '../changeMap/ChangeMap';
import { addLayer, openPicture, replaceMap } from '../commands';
import { emptyDocument } from '../documentState';
import { documentStore } from '../documentStore';
import { addExemplar } from '../exemplarCommands';
import { flattenDocument } from '../flatten';
import { clearHistory, undo } from '../history';
import { flipCanvas, frameCanvas, turnCanvas } from './canvasCommands';
import { pixelsAfter } from './canvasStep';
import { framePicture } from './extendPicture';

const size = { width: 300, height: 20 };
const bytes = (count: number, seed: number) => Uint8Array.from({ length: count }, (_, i) => (i * seed + (i >> 5)) & 255);
const state = () => documentStore.getState();
const extension = { fill: 'edges', noise: 12, seed: 5 } as const;

beforeEach(() => {
  documentStore.setState(emptyDocument, true);
  openPicture({ ...size, rgba: bytes(24000, 7), icc: null, name: 'scene' });
  replaceMap(
    bytes(6000, 3).map((value, i) => (i % 300 > 250 ? value : 0)),
    'Import',
  );
  addLayer({ name: 'night', rect: { x: 10, y: 4, width: 6, height: 5 }, rgba: bytes(120, 11), coverage: bytes(30, 13) });
  addExemplar({
    name: 'tree',
    picture: { width: 5, height: 4, rgba: bytes(80, 17), name: 'tree' },
    crop: { x: 0, y: 0, width: 5, height: 4 },
    placement: { x: 40.5, y: 9, scaleX: 1, scaleY: 1, rotation: 0 },
    bandPx: 2,
    map: ChangeMap.fromUint8Array(bytes(6000, 5), size),
  });
  clearHistory();
});

/** All that must follow: the flattened picture, the map, the exemplar as it is drawn, its map. */
const seen = () => {
  const { picture, changeMap, exemplars } = state();
  const whole = { x: 0, y: 0, width: picture!.width, height: picture!.height };
  return {
    size: [whole.width, whole.height],
    flat: flattenDocument(),
    map: changeMap!.toUint8Array(),
    drawn: renderPlaced(exemplars[0]!, whole),
    own: exemplars[0]!.map.toUint8Array(),
  };
};

describe('turning and flipping', () => {
  it.each([
    ['right', () => turnCanvas(1), { kind: 'turn', quarters: 1 } as const],
    ['left', () => turnCanvas(3), { kind: 'turn', quarters: 3 } as const],
    ['half', () => turnCanvas(2), { kind: 'turn', quarters: 2 } as const],
    ['across', () => flipCanvas('across'), { kind: 'flip', axis: 'across' } as const],
    ['down', () => flipCanvas('down'), { kind: 'flip', axis: 'down' } as const],
  ])('%s: picture, map, layer and exemplar follow together, and Undo brings all back', (_, change, step) => {
    const before = seen();
    change();
    const after = seen();
    expect(after.flat).toEqual(pixelsAfter(step, before.flat, size, 4));
    expect(after.map).toEqual(pixelsAfter(step, before.map, size, 1));
    expect(after.own).toEqual(pixelsAfter(step, before.own, size, 1));
    expect(after.drawn).toEqual(pixelsAfter(step, before.drawn, size, 4));
    undo();
    expect(seen()).toEqual(before);
  });

  it('turned right four times is as before; right and left are the same as nothing', () => {
    const before = seen();
    for (let i = 0; i < 4; i += 1) turnCanvas(1);
    expect(seen()).toEqual(before);
    turnCanvas(1);
    turnCanvas(3);
    flipCanvas('down');
    flipCanvas('down');
    expect(seen()).toEqual(before);
  });

  it('a pixel at the top left comes to the top right when turned right', () => {
    const corner = [...state().picture!.rgba.subarray(0, 4)];
    turnCanvas(1);
    expect([...state().picture!.rgba.subarray(19 * 4, 20 * 4)]).toEqual(corner);
  });
});

describe('frames', () => {
  it('crops everything to the frame', () => {
    const before = seen();
    frameCanvas({ x: 8, y: 2, width: 40, height: 12 }, extension);
    const after = seen();
    for (let y = 0; y < 12; y += 1) {
      const from = ((y + 2) * 300 + 8) * 4;
      expect(after.flat.subarray(y * 160, (y + 1) * 160)).toEqual(before.flat.subarray(from, from + 160));
      expect(after.drawn.subarray(y * 160, (y + 1) * 160)).toEqual(before.drawn.subarray(from, from + 160));
    }
    undo();
    expect(seen()).toEqual(before);
  });

  it('extends: the old picture stays byte for byte, new area is opaque and may change fully', () => {
    const before = seen();
    frameCanvas({ x: -10, y: -5, width: 330, height: 30 }, extension);
    const after = seen();
    expect(after.size).toEqual([330, 30]);
    const at = (x: number, y: number) => y * 330 + x;
    expect(after.flat.subarray(at(10, 5) * 4, at(310, 5) * 4)).toEqual(before.flat.subarray(0, 1200));
    expect([after.map[at(0, 0)], after.map[at(325, 12)], after.map[at(10, 5)], after.flat[at(2, 2) * 4 + 3]]).toEqual([
      255,
      255,
      before.map[0],
      255,
    ]);
    expect(state().picture?.extension).toEqual(extension);
    expect(after.own[at(0, 0)]).toBe(0);
  });

  it('drops layers that lie outside, and refuses frames beside the picture or too large ones', () => {
    expect(() => frameCanvas({ x: 400, y: 0, width: 10, height: 10 }, extension)).toThrow(/Nothing of the picture/);
    expect(() => frameCanvas({ x: 0, y: 0, width: 9000, height: 10 }, extension)).toThrow(/8192 a side/);
    frameCanvas({ x: 100, y: 0, width: 50, height: 20 }, extension);
    expect(state().layers).toEqual([]);
  });

  it('fills by the outermost pixels or the mirrored picture, and with the same seed the same way', () => {
    const row = Uint8Array.from([10, 20, 30].flatMap((value) => [value, value, value, 255]));
    const fill = (kind: 'edges' | 'mirror', noise = 0, seed = 1) =>
      [...framePicture(row, { width: 3, height: 1 }, { x: -2, y: 0, width: 7, height: 1 }, { fill: kind, noise, seed })].filter(
        (_, i) => i % 4 === 0,
      );
    expect(fill('edges')).toEqual([10, 10, 10, 20, 30, 30, 30]);
    expect(fill('mirror')).toEqual([20, 10, 10, 20, 30, 30, 20]);
    expect(fill('edges', 200)).toEqual(fill('edges', 200));
    expect(fill('edges', 200).slice(2, 5)).toEqual([10, 20, 30]);
    expect(fill('edges', 200)).not.toEqual(fill('edges', 200, 2));
  });
});
