import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { firstStepOf } from '../../../workers/maps/firstStep';
import type { PackageSummary } from '../../../workers/protocol/engine';
import { setMapView } from '../../changemap/mapView';
import { preserveAt } from '../../canvas/preserveAt';
import { followMaps } from '../../changemap/combinedMap';
import { mapOverScene, takeFoundMap } from '../../changemap/foundMap';
import { addModifier } from '../../changemap/modifierCommands';
import { ChangeMap } from '../../document/changeMap/ChangeMap';
import { writeRectDeltas } from '../../document/changeMap/mapDeltas';
import { clearMap, commitStroke, openPicture, setArea, setSetting } from '../../document/commands';
import { emptyDocument } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { undo } from '../../document/history';
import { changeMapLayer } from '../../document/mapCommands';
import { packageStore } from '../../models/packageStore';
import { followIsolines, isolineStore } from '../followIsolines';
import { freezeRun } from './freezeRun';
import { followRunArea, runAreaStore } from './runArea';

vi.mock('../../changemap/mapWorker', async () => {
  const { inProcessMaps } = await import('../../changemap/testing/inProcessMaps');
  const client = inProcessMaps();
  return { mapWorker: () => client };
});

const size = { width: 512, height: 256 };
const summary = {
  id: 'x',
  sha256: null,
  title: 'X',
  nativeSize: { width: 128, height: 128 },
  sizeMultiple: 16,
  scaleFactor: 8,
} as PackageSummary;
const state = () => documentStore.getState();
let stops: readonly (() => void)[] = [];

/** A ramp from 0 to 255 over 64 pixels, in the middle of the picture. */
const ramp = ChangeMap.fromUint8Array(
  Uint8Array.from({ length: size.width * size.height }, (_, i) =>
    i % 512 >= 200 && i % 512 < 264 && i > 512 * 100 && i < 512 * 130 ? 4 * ((i % 512) - 200) : 0,
  ),
  size,
);

beforeEach(() => {
  documentStore.setState(emptyDocument, true);
  openPicture({ ...size, rgba: new Uint8Array(size.width * size.height * 4), icc: null, name: 'scene' });
  packageStore.setState({ summary });
  stops = [followMaps(() => null), followRunArea(), followIsolines()];
});

afterEach(() => {
  stops.forEach((stop) => stop());
  setMapView({ isolines: false });
});

it('the area is known before the first run and follows the map until it is frozen', async () => {
  expect(runAreaStore.getState().area).toBeNull();
  changeMapLayer('map', { map: ramp }, 'Paint');
  await vi.waitFor(() => expect(runAreaStore.getState()).toMatchObject({ frozen: false, area: { modelWidth: expect.any(Number) } }));
  const { area, latentSize } = runAreaStore.getState();
  expect(latentSize).toEqual({ width: area!.modelWidth / 8, height: area!.modelHeight / 8 });
  expect(area && area.x <= 200 - 32 && area.x + area.width >= 264 + 32).toBe(true);
  setArea(area);
  await vi.waitFor(() => expect(runAreaStore.getState().frozen).toBe(true));
});

it('is the one that the next run takes, whatever is painted, frozen, drawn by hand or chosen', async () => {
  const box = (x: number, y: number, width: number, height: number) => {
    const { map } = state().maps[0]!;
    commitStroke(writeRectDeltas(map, { x, y, width, height }, new Uint8Array(width * height).fill(200)), 'Brush stroke');
  };
  const expectTaken = async (): Promise<void> => {
    const run = await freezeRun(state(), summary);
    const frozen = JSON.stringify(run.recipe.area) === JSON.stringify(state().area);
    await vi.waitFor(() => expect(runAreaStore.getState()).toMatchObject({ area: run.recipe.area, frozen }));
  };
  box(10, 10, 20, 20);
  await expectTaken();
  setArea(runAreaStore.getState().area);
  await expectTaken();
  // Within it, then far outside: it grows.
  box(15, 15, 20, 20);
  await expectTaken();
  box(400, 200, 40, 40);
  await expectTaken();
  setArea({ x: 0, y: 0, width: 64, height: 64, modelWidth: 60, modelHeight: 60 });
  await expectTaken();
  setArea(null);
  setSetting('method', 'automatic-map');
  clearMap();
  await expectTaken();
});

it('without a model the frozen area is shown for as long as it holds what may change', async () => {
  packageStore.setState({ summary: null });
  const area = { x: 192, y: 64, width: 128, height: 128, modelWidth: 128, modelHeight: 128 };
  setArea(area);
  await vi.waitFor(() => expect(runAreaStore.getState()).toMatchObject({ area, frozen: true }));
  changeMapLayer('map', { map: ramp }, 'Paint');
  expect(runAreaStore.getState().area).toEqual(area);
  setArea({ ...area, x: 0 });
  await vi.waitFor(() => expect(runAreaStore.getState().area).toBeNull());
});

it('isolines follow map, modifiers and steps, and go when they are not wanted', async () => {
  changeMapLayer('map', { map: ramp }, 'Paint');
  setMapView({ isolines: true, every: 1 });
  await vi.waitFor(() => expect(new Set(isolineStore.getState().lines.map(({ firstStep }) => firstStep)).size).toBeGreaterThan(3));
  const before = isolineStore.getState().lines;
  expect(before.every(({ stepsRun }) => stepsRun === 8)).toBe(true);
  addModifier('map', 'maximum');
  await vi.waitFor(() => expect(isolineStore.getState().lines).not.toBe(before));
  // No strength above 60 % is left, so no step before the one at which that begins has a line.
  expect(Math.min(...isolineStore.getState().lines.map(({ firstStep }) => firstStep))).toBeGreaterThanOrEqual(
    firstStepOf(1 - 153 / 255, 'linear', 8),
  );
  // Another method takes no steps from the greys.
  setSetting('method', 'image-to-image');
  await vi.waitFor(() => expect(isolineStore.getState().lines).toEqual([]));
  setSetting('method', 'differential');
  await vi.waitFor(() => expect(isolineStore.getState().lines).not.toEqual([]));
  setMapView({ isolines: false });
  await vi.waitFor(() => expect(isolineStore.getState().lines).toEqual([]));
});

it('under the pointer stands what the model is given: the strongest change of the cell', async () => {
  changeMapLayer('map', { map: ramp }, 'Paint');
  const area = { x: 192, y: 64, width: 128, height: 128, modelWidth: 128, modelHeight: 128 };
  setArea(area);
  await vi.waitFor(() => expect(runAreaStore.getState().frozen).toBe(true));
  const x = area.x + 8 * Math.floor((230 - area.x) / 8);
  const strongest = Math.max(...Array.from({ length: 8 }, (_, i) => ramp.read(x + i, 115)));
  expect(preserveAt({ x: x + 0.5, y: 115 }, (rect) => ramp.readRect(rect))).toBeCloseTo(1 - strongest / 255, 6);
  expect(preserveAt({ x: 2, y: 2 }, (rect) => ramp.readRect(rect))).toBeNull();
});

it('a found map lies over the area it was found in, is one step of the history, and the others wait hidden', async () => {
  const part = { x: 100, y: 40, width: 64, height: 32 };
  const map = await mapOverScene({ width: 2, height: 1, values: Uint8Array.of(0, 255) }, part, size);
  expect([map.read(102, 50), map.read(162, 50), map.read(99, 50), map.read(165, 50)]).toEqual([0, 255, 0, 0]);
  expect(map.read(132, 50)).toBeGreaterThan(100);
  changeMapLayer('map', { map: ramp }, 'Paint');
  const id = takeFoundMap('Found: blue', map);
  expect(state().maps.map(({ name, visible }) => [name, visible])).toEqual([
    ['Map', false],
    ['Found: blue', true],
  ]);
  expect(state().target).toEqual({ of: 'scene', id });
  undo();
  expect(state().maps.map(({ visible }) => visible)).toEqual([true]);
});

it('a frozen area goes with a cleared map, and a much finer one is offered', async () => {
  changeMapLayer('map', { map: ramp }, 'Paint');
  setArea({ x: 0, y: 0, width: 512, height: 256, modelWidth: 176, modelHeight: 96 });
  await vi.waitFor(() => expect(runAreaStore.getState()).toMatchObject({ frozen: true, sharperBy: expect.any(Number) }));
  expect(runAreaStore.getState().sharperBy).toBeGreaterThan(2);
  setArea(null);
  await vi.waitFor(() => expect(runAreaStore.getState()).toMatchObject({ frozen: false, sharperBy: null }));
  setArea({ x: 0, y: 0, width: 512, height: 256, modelWidth: 176, modelHeight: 96 });
  clearMap();
  expect(state().area).toBeNull();
  await vi.waitFor(() => expect(runAreaStore.getState().area).toBeNull());
});
