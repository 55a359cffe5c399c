import { expect, it } from 'vitest';
import { ChangeMap } from '../../document/changeMap/ChangeMap';
import { emptyDocument, initialSettings, type DocumentState } from '../../document/documentState';
import type { Exemplar } from '../../document/exemplar';
import { newMapLayer } from '../../document/mapLayer';
import { runValues } from './runValues';

const size = { width: 4, height: 1 };
const whole = { x: 0, y: 0, ...size };
const mapOf = (...values: number[]) => ChangeMap.fromUint8Array(Uint8Array.from(values), size);
const picture = { ...size, rgba: new Uint8Array(16), icc: null, name: 'scene' };
const exemplar = (id: string, map: ChangeMap, visible = true): Exemplar => ({
  id,
  name: id,
  visible,
  opacity: 1,
  picture,
  cutout: null,
  crop: whole,
  placement: { x: 0, y: 0, scaleX: 1, scaleY: 1, rotation: 0 },
  bandPx: 0,
  map,
  mapPainted: false,
  hold: null,
});
const scene = mapOf(0, 100, 200, 0);
const state = (change: Partial<DocumentState>, method: DocumentState['settings']['method'] = 'exemplar-blend'): DocumentState => ({
  ...emptyDocument,
  picture,
  maps: [{ ...newMapLayer('map', 'Map'), map: scene }],
  settings: { ...initialSettings, method },
  ...change,
});
const sun = exemplar('sun', mapOf(50, 150, 150, 0));
const told = (document: DocumentState, shown: ChangeMap) => [...(runValues(document, whole, shown.readRect(whole)) ?? [])];

it('is the scene’s map where exemplars take no part', () => {
  expect(told(state({ exemplars: [sun] }, 'differential'), scene)).toEqual([0, 100, 200, 0]);
  expect(told(state({ exemplars: [exemplar('sun', sun.map, false)] }), scene)).toEqual([0, 100, 200, 0]);
  expect(runValues(state({}), whole, null)).toBeNull();
});

it('is the most that scene and exemplars allow, with the edit under way', () => {
  expect(told(state({ exemplars: [sun] }), scene)).toEqual([50, 150, 200, 0]);
  expect(told(state({ exemplars: [sun] }), mapOf(255, 0, 0, 0))).toEqual([255, 150, 150, 0]);
  const onSun = state({ exemplars: [sun], target: { of: 'exemplar', id: 'sun' } });
  expect(told(onSun, mapOf(0, 0, 0, 255))).toEqual([0, 100, 200, 255]);
});

it('is not what an exemplar is held by', () => {
  const onHold = state({ exemplars: [sun], target: { of: 'hold', id: 'sun' } });
  expect(told(onHold, mapOf(255, 255, 255, 255))).toEqual([50, 150, 200, 0]);
});
