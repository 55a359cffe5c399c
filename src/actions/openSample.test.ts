import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { emptyDocument } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { clearHistory, undo } from '../document/history';
import { listSamples, type Sample } from '../models/samples';
import { openSample } from './openSample';

vi.mock('../exchange/pictureWorker', async () => (await import('../../e2e/fixtures/inProcess/pictures')).pictureWorkerHere());

const folder = join(import.meta.dirname, '../../public/samples');
let samples: readonly Sample[];

beforeEach(async () => {
  vi.stubGlobal('document', { baseURI: 'http://localhost/' });
  vi.stubGlobal('fetch', async (url: URL) => {
    const bytes = await readFile(join(folder, url.pathname.split('/').at(-1) ?? ''));
    return new Response(new Blob([new Uint8Array(bytes)]));
  });
  documentStore.setState(emptyDocument, true);
  clearHistory();
  samples = await listSamples();
});

it('opens every sample whole: picture, map, words, and what is laid on it or drawn', async () => {
  expect(samples).toHaveLength(13);
  for (const sample of samples) {
    await openSample(sample);
    const { picture, settings, exemplars, guides } = documentStore.getState();
    expect(picture?.name).toBe(sample.title);
    expect(settings).toMatchObject({ prompt: sample.prompt, method: sample.method, strength: sample.strength, seed: sample.seed });
    expect(exemplars.map(({ name }) => name)).toEqual(sample.exemplars.map(({ name }) => name));
    expect(guides.map(({ kind }) => kind)).toEqual([...(sample.scribble ? ['scribble'] : []), ...(sample.pose ? ['pose'] : [])]);
  }
  expect(new Set(samples.map(({ method }) => method))).toEqual(new Set(['differential', 'exemplar-blend', 'guided-optimisation']));
  expect(samples.some(({ scribble }) => scribble !== null)).toBe(true);
  expect(samples.some(({ pose }) => pose !== null)).toBe(true);
});

it('lays exemplars where the sample says, each with a map of its own, as one step', async () => {
  const sample = samples.find(({ exemplars }) => exemplars.length > 1)!;
  await openSample(sample);
  for (const [i, { placement, map }] of documentStore.getState().exemplars.entries()) {
    const { x, y, scale } = sample.exemplars[i]!;
    expect(placement).toEqual({ x, y, scaleX: scale, scaleY: scale, rotation: 0 });
    expect(map.read(Math.round(x), Math.round(y))).toBe(255);
  }
  undo();
  expect(documentStore.getState().picture).toBeNull();
  expect(documentStore.getState().exemplars).toEqual([]);
});

it('draws the scribble in white, ready to be drawn on', async () => {
  const sample = samples.find(({ scribble }) => scribble !== null)!;
  await openSample(sample);
  const content = documentStore.getState().guides[0]!.content;
  if (content.of !== 'drawing') throw new Error('The scribble cannot be drawn on.');
  const { width, height } = documentStore.getState().picture!;
  const greys = new Set(Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => content.map.read(x, y))).flat());
  expect([...greys].sort((a, b) => a - b)).toEqual([0, 255]);
});

it('opens nothing where a file is missing, and says which', async () => {
  const before = documentStore.getState();
  await expect(openSample({ ...samples[0]!, exemplars: [{ picture: 'gone.png', name: 'Gone', x: 1, y: 1, scale: 1 }] })).rejects.toThrow(
    /gone\.png is missing/,
  );
  expect(documentStore.getState()).toBe(before);
});
