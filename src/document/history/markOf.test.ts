import { beforeEach, expect, it } from 'vitest';
import { addLayer, clearMap, fillMap, openPicture, setSetting } from '../commands';
import { emptyDocument } from '../documentState';
import { documentStore } from '../documentStore';
import { clearHistory, historyStore, undo } from '../history';

const picture = { width: 200, height: 100, rgba: new Uint8Array(80_000).fill(90), icc: null, name: 'p' };
const marks = () => historyStore.getState().marks;
const firstPixel = (at: number) => [...(marks()[at]?.picture?.rgba.subarray(0, 4) ?? [])];

beforeEach(() => {
  documentStore.setState(emptyDocument, true);
  clearHistory();
});

it('shows the scene, the map, or nothing, by what a change changed', () => {
  openPicture(picture);
  fillMap(255);
  setSetting('steps', 7);
  addLayer({
    name: 'a',
    rect: { x: 0, y: 0, width: 20, height: 20 },
    rgba: new Uint8Array(1600).fill(30),
    coverage: new Uint8Array(400).fill(1),
  });
  clearMap();
  expect(marks().map((mark) => mark?.picture && [mark.picture.width, mark.picture.height])).toEqual([
    [48, 24],
    [48, 24],
    null,
    [48, 24],
    [48, 24],
  ]);
  expect([0, 1, 3, 4].map(firstPixel)).toEqual([
    [90, 90, 90, 255],
    [255, 255, 255, 255],
    [30, 30, 30, 255],
    [0, 0, 0, 255],
  ]);
});

it('tells when it was, and keeps that through undo', () => {
  const before = Date.now();
  openPicture(picture);
  fillMap(10);
  const whole = marks();
  undo();
  expect(marks()).toEqual(whole);
  expect(whole.every((mark) => mark !== null && mark.atMs >= before && mark.atMs <= Date.now())).toBe(true);
});
