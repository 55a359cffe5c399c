import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { standingPerson } from '../../../../workers/maps/pose/skeleton';
import { maximumPromptLength } from '../../../../workers/protocol/recipe';
import { maximumModifiers } from '../../../../workers/protocol/mapModifiers';
import { ChangeMap } from '../../changeMap/ChangeMap';
import { emptyDocument, initialSettings, type Layer } from '../../documentState';
import type { Exemplar } from '../../exemplar';
import type { Guide } from '../../guide';
import { maximumExemplars, maximumGuides, maximumLayers, maximumMaps, maximumNameLength, maximumPeople } from '../../limits';
import { requireLimits } from '../../requireLimits';
import { newMapLayer, type MapLayer } from '../../mapLayer';
import type { Result } from '../../results/result';
import { maximumResults } from '../../results/resultBudget';
import { emptyContent as empty } from '../../testing/emptyContent';
import { testRecipe } from '../../testing/testRecipe';
import { manifestText, parseManifest } from '../manifest';
import { keepInto, takeFrom } from '../pieces';
import { documentCodec, type DocumentContent } from './documentCodec';

const list = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const size = { width: 2, height: 2 };
const recipe = testRecipe();
const picture = { ...size, rgba: Uint8Array.from({ length: 16 }, (_, i) => i), name: 'p' };
const placement = { x: 1.5, y: -2e7, scaleX: -1, scaleY: 2, rotation: 12 };
const map = ChangeMap.fromUint8Array(Uint8Array.of(1, 2, 3, 4), size);

const mapLayer = (i: number): MapLayer => ({
  ...newMapLayer(`m${i}`, 'n'.repeat(maximumNameLength)),
  modifiers: Array.from({ length: maximumModifiers }, (_, m) => ({ id: `${m}`, enabled: true, modifier: { kind: 'invert' } })),
  map,
});
const exemplar = (i: number): Exemplar => ({
  ...{ id: `e${i}`, name: 'e', visible: true, opacity: 1, bandPx: 3, mapPainted: true, placement, picture, map, hold: i % 2 ? map : null },
  cutout: i % 2 ? Uint8Array.of(1, 2, 3, 4) : null,
  crop: { x: 0, y: 1, width: 2, height: 1 },
});
const contents: readonly Guide['content'][] = [
  { of: 'picture', picture, placement },
  { of: 'drawing', map, edges: { sigmaPx: 1, low: 0.1, high: 0.3 } },
  { of: 'drawing', map, edges: null },
  { of: 'drawing', map, edges: null, classes: true },
  {
    of: 'segments',
    segments: list(3, (i) => ({ x1: 0.5, y1: i, x2: 7.25, y2: 5 - i, kept: i !== 1 })),
    lines: { sigmaPx: 1.4, low: 0.1, high: 0.3, shortestPx: 8, gapPx: 2 },
  },
  { of: 'pose', people: list(maximumPeople, (i) => standingPerson(i / 3, -7, 100)) },
];
const guide = (i: number): Guide => ({
  ...{ id: `g${i}`, name: 'g', visible: false, kind: 'pose', role: 'present', controlNet: null, weight: 1, start: 0, end: 1 },
  content: contents[i % contents.length]!,
});
const layer = (i: number): Layer => ({
  ...{ id: `l${i}`, name: 'l', visible: true, rect: { x: -1, y: 0, width: 1, height: 1 }, rgba: new Uint8Array(4), recipe: null },
  coverage: Uint8Array.of(255),
});
const result = (i: number): Result => ({
  ...{ id: `r${i}`, number: i + 1, documentId: 'd', pose: emptyDocument.pose, starred: false, madeAt: i, recipe, provider: 'webgpu' },
  ...{ rect: { x: 0, y: 0, width: 1, height: 1 }, rgba: new Uint8Array(4), coverage: new Uint8Array(1), seconds: 0 },
  evaluations: { done: 1, skipped: 0, reused: 0 },
});

const content = (count: (most: number) => number): DocumentContent => ({
  ...empty,
  documentId: 'd',
  picture: {
    ...picture,
    icc: Uint8Array.of(7),
    colours: { curve: { kind: 'pq' }, toSrgb: [1, 0, 0, 0, 1, 0, 0, 0, 1] },
    extension: { fill: 'mirror', noise: 3, seed: 9 },
  },
  settings: { ...initialSettings, prompt: 'p'.repeat(count(maximumPromptLength)) },
  maps: list(count(maximumMaps), mapLayer),
  exemplars: list(count(maximumExemplars), exemplar),
  guides: list(count(maximumGuides), guide),
  layers: list(count(maximumLayers), layer),
  results: list(count(maximumResults), result),
});

async function roundTrip(before: DocumentContent): Promise<DocumentContent> {
  const kept = new Map<string, Uint8Array>();
  const text = manifestText(await documentCodec.freeze(before, keepInto(kept)));
  const saved = parseManifest(text);
  if (!saved) throw new Error('cannot be read again');
  return documentCodec.thaw(saved, takeFrom(kept));
}

describe('a saved document', () => {
  it.each([
    ['none', () => 0],
    ['one', () => 1],
    ['the largest number', (most: number) => most],
  ] as const)('with %s of each entity comes back as it was', async (_, count) => {
    const before = content(count);
    requireLimits(before);
    // Comparing in words takes minutes.
    expect(isDeepStrictEqual(await roundTrip(before), before)).toBe(true);
  });

  it('with one more than the largest number is refused by the command, and told instead of saved unreadably', async () => {
    for (const kind of ['maps', 'exemplars', 'guides', 'layers', 'results'] as const) {
      const full = content(() => 0);
      const one = { maps: mapLayer, exemplars: exemplar, guides: guide, layers: layer, results: result }[kind];
      const most = {
        maps: maximumMaps,
        exemplars: maximumExemplars,
        guides: maximumGuides,
        layers: maximumLayers,
        results: maximumResults,
      }[kind];
      const over: DocumentContent = { ...full, [kind]: list(most + 1, one as (i: number) => MapLayer) };
      if (kind !== 'results') expect(() => requireLimits(over)).toThrow(`${most} `);
      await expect(roundTrip(over)).rejects.toMatchObject({ code: 'limit-reached' });
    }
  });

  it('with a piece that is gone is refused as a whole', async () => {
    const kept = new Map<string, Uint8Array>();
    const saved = await documentCodec.freeze(
      content(() => 1),
      keepInto(kept),
    );
    for (const digest of kept.keys()) {
      const without = new Map([...kept].filter(([other]) => other !== digest));
      expect(() => documentCodec.thaw(saved, takeFrom(without))).toThrow('gone or damaged');
    }
  });
});
