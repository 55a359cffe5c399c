import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fillMap, openPicture } from '../document/commands';
import { emptyDocument } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { changeExemplar, holdExemplar, setTarget } from '../document/exemplarCommands';
import { clearHistory, undo } from '../document/history';
import { buildPng } from '../../e2e/fixtures/inProcess/pictures';
import { addExemplarFile } from './addExemplarFile';
import { composeExemplars, exemplarOverScene } from './composeExemplars';
import { newPlacement } from './newPlacement';
import { exemplarViewStore } from './selection';
import { followSilhouette, reshapeExemplar } from './transformExemplar';

vi.mock('../exchange/pictureWorker', async () => (await import('../../e2e/fixtures/inProcess/pictures')).pictureWorkerHere());

const scene = { width: 64, height: 64 };
const state = () => documentStore.getState();
const first = () => state().exemplars[0]!;
const square = (side: number, alpha = 255) =>
  new Blob([
    buildPng({
      width: side,
      height: side,
      depth: 8,
      colourType: 6,
      samples: Array.from({ length: side * side }, () => [200, 10, 20, alpha]).flat(),
    }),
  ]);

beforeEach(async () => {
  documentStore.setState(emptyDocument, true);
  openPicture({ ...scene, rgba: new Uint8Array(64 * 64 * 4).fill(255), icc: null, name: 'scene' });
  clearHistory();
  await addExemplarFile(square(10), { x: 20, y: 20 });
});

describe('a new exemplar', () => {
  it('lies where it was dropped, is selected, and its map is full inside and falls off around', () => {
    expect(exemplarViewStore.getState().selectedId).toBe(first().id);
    expect(first().placement).toEqual({ x: 20, y: 20, scaleX: 1, scaleY: 1, rotation: 0 });
    const at = (x: number) => first().map.read(x, 20);
    expect([at(15), at(24), at(25) < 255, at(26) < at(25), at(25 + first().bandPx)]).toEqual([255, 255, true, true, 0]);
  });

  it('is made smaller where it would fill the scene', () => {
    expect(newPlacement({ width: 640, height: 320 }, scene, null)).toEqual({ x: 32, y: 32, scaleX: 0.06, scaleY: 0.06, rotation: 0 });
  });

  it('keeps its pixels on those of the scene at its own size', () => {
    expect(newPlacement({ width: 5, height: 4 }, scene, { x: 20, y: 20 })).toMatchObject({ x: 20.5, y: 20 });
  });
});

describe('moving and shaping', () => {
  it('takes an unpainted map along as the new silhouette', () => {
    reshapeExemplar(first().id, { placement: { ...first().placement, x: 40, scaleX: 2, scaleY: 2 } }, 'Move');
    expect([first().map.read(31, 20), first().map.read(20, 20)]).toEqual([255, 0]);
    undo();
    expect(first().map.read(20, 20)).toBe(255);
  });

  it('moves a painted map and what holds the exemplar by whole pixels', () => {
    holdExemplar(first().id, true);
    setTarget({ of: 'hold', id: first().id });
    fillMap(9);
    setTarget({ of: 'exemplar', id: first().id });
    fillMap(70);
    reshapeExemplar(first().id, { placement: { ...first().placement, x: 30.4 } }, 'Move');
    expect([first().map.read(9, 5), first().map.read(10, 5), first().hold?.read(9, 5), first().hold?.read(10, 5)]).toEqual([0, 70, 0, 9]);
    followSilhouette(first().id);
    expect([first().mapPainted, first().map.read(60, 60), first().map.read(30, 20)]).toEqual([false, 0, 255]);
  });

  it('is empty, and comes back, where the exemplar is dragged wholly outside', () => {
    reshapeExemplar(first().id, { placement: { ...first().placement, x: -100 } }, 'Move');
    expect([first().map.isEmpty(), exemplarOverScene(first(), scene).every((value) => value === 0)]).toEqual([true, true]);
    reshapeExemplar(first().id, { placement: { ...first().placement, x: 20 } }, 'Move');
    expect(first().map.read(20, 20)).toBe(255);
  });

  it('never lets a scale reach 0', () => {
    reshapeExemplar(first().id, { placement: { ...first().placement, scaleX: 0, scaleY: -1e9 } }, 'Scale');
    expect([first().placement.scaleX, first().placement.scaleY]).toEqual([0.005, -200]);
  });
});

describe('the composition', () => {
  it('lays visible exemplars over the scene by their alpha', () => {
    changeExemplar(first().id, { opacity: 0.5 }, 'Opacity');
    const rect = { x: 14, y: 20, width: 4, height: 1 };
    const rgba = new Uint8Array(16).fill(255);
    composeExemplars(rgba, rect, state().exemplars, scene);
    expect([...rgba.subarray(0, 8)]).toEqual([255, 255, 255, 255, 227, 132, 137, 255]);
    changeExemplar(first().id, { visible: false }, 'Hide');
    const untouched = new Uint8Array(16).fill(255);
    composeExemplars(untouched, rect, state().exemplars, scene);
    expect(untouched.every((value) => value === 255)).toBe(true);
  });
});
