import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openPicture } from '../document/commands';
import { emptyDocument } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { clearHistory, undo } from '../document/history';
import { buildPng } from '../../e2e/fixtures/inProcess/pictures';
import { addExemplarFile } from './addExemplarFile';
import { exemplarOverScene } from './composeExemplars';
import { exemplarPreview } from './exemplarPreview';
import { cropExemplar, cutOutExemplar, liesOutside, showWholeExemplar } from './shapeExemplar';
import { reshapeExemplar } from './transformExemplar';

vi.mock('../exchange/pictureWorker', async () => (await import('../../e2e/fixtures/inProcess/pictures')).pictureWorkerHere());

const scene = { width: 64, height: 64 };
const first = () => documentStore.getState().exemplars[0]!;
const alphaAt = (x: number, y: number) => exemplarOverScene(first(), scene)[(y * 64 + x) * 4 + 3];

beforeEach(async () => {
  documentStore.setState(emptyDocument, true);
  openPicture({ ...scene, rgba: new Uint8Array(64 * 64 * 4).fill(255), icc: null, name: 'scene' });
  await addExemplarFile(
    new Blob([
      buildPng({ width: 20, height: 20, depth: 8, colourType: 6, samples: Array.from({ length: 400 }, () => [200, 10, 20, 255]).flat() }),
    ]),
    { x: 30, y: 30 },
  );
  clearHistory();
});

describe('cropping', () => {
  it('leaves what still shows where it lay, and its map follows; Undo brings the rest back', () => {
    cropExemplar(first().id, { x: 10, y: 0, width: 10, height: 20 });
    expect([first().placement.x, first().placement.y]).toEqual([35, 30]);
    expect([alphaAt(29, 30), alphaAt(30, 30), alphaAt(39, 30)]).toEqual([0, 255, 255]);
    expect(first().map.read(35, 30)).toBe(255);
    undo();
    expect(alphaAt(21, 30)).toBe(255);
  });

  it('keeps to the picture, also when it is turned', () => {
    reshapeExemplar(first().id, { placement: { ...first().placement, rotation: 90 } }, 'Turn');
    cropExemplar(first().id, { x: 10, y: -5, width: 90, height: 90 });
    expect(first().crop).toEqual({ x: 10, y: 0, width: 10, height: 20 });
    // The right half of the picture lies below once it is turned.
    expect([first().placement.x, first().placement.y]).toEqual([30, 35]);
    cropExemplar(first().id, { x: 50, y: 50, width: 5, height: 5 });
    expect(first().crop.width).toBe(10);
  });
});

describe('cutting out', () => {
  const box = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 20 },
    { x: 0, y: 20 },
  ];

  it('keeps what lies within the outline, hard or with a soft edge', () => {
    expect(cutOutExemplar(first().id, box, 0)).toBe(true);
    expect([alphaAt(25, 30), alphaAt(29, 30), alphaAt(30, 30)]).toEqual([255, 255, 0]);
    showWholeExemplar(first().id);
    expect(alphaAt(35, 30)).toBe(255);
    cutOutExemplar(first().id, box, 2);
    const edge = alphaAt(30, 30) ?? 0;
    expect(edge).toBeGreaterThan(20);
    expect(edge).toBeLessThan(235);
    expect(alphaAt(37, 30)).toBe(0);
  });

  it('takes away more each time, and never everything', () => {
    cutOutExemplar(first().id, box, 0);
    expect(
      cutOutExemplar(
        first().id,
        box.map(({ x, y }) => ({ x: x + 10, y })),
        0,
      ),
    ).toBe(false);
    expect(alphaAt(25, 30)).toBe(255);
    cutOutExemplar(
      first().id,
      box.map(({ x, y }) => ({ x, y: y / 2 })),
      0,
    );
    expect([alphaAt(25, 25), alphaAt(25, 35)]).toEqual([255, 0]);
  });
});

it('knows when nothing of it lies on the scene', () => {
  expect(liesOutside(first(), scene)).toBe(false);
  expect(liesOutside({ ...first(), placement: { ...first().placement, x: -30 } }, scene)).toBe(true);
});

it('shows what was left out faintly in the preview', () => {
  cropExemplar(first().id, { x: 0, y: 0, width: 10, height: 20 });
  const { width, height, rgba, scale } = exemplarPreview(first(), 10);
  expect([width, height, scale]).toEqual([10, 10, 2]);
  expect([rgba[3], rgba[9 * 4 + 3]]).toEqual([255, 51]);
});
