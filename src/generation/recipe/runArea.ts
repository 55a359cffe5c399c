import { createStore } from 'zustand/vanilla';
import type { Size } from '../../../workers/protocol/geometry';
import type { GenerationArea } from '../../../workers/protocol/recipe';
import { combinedMapStore } from '../../changemap/combinedMap';
import { tileFacts } from '../../document/changeMap/tileFacts';
import { documentStore } from '../../document/documentStore';
import { packageStore } from '../../models/packageStore';
import { areaContains, scaleOf } from '../../../workers/maps/generationArea';
import { areaOfRun } from './freezeArea';
import { mapOfRun } from './mapOfRun';
import { changeBox, sceneMap } from './runMaps';

interface RunArea {
  /** The part of the picture that a run would see now; null where nothing may change or no model is known yet. */
  readonly area: GenerationArea | null;
  /** Whether it was frozen by a run or drawn by hand, or is what would be chosen. */
  readonly frozen: boolean;
  /** The cells of the model over that area. */
  readonly latentSize: Size | null;
  /** How many times finer an area chosen anew would be than the frozen one; null where that is not worth a word. */
  readonly sharperBy: number | null;
}

const none: RunArea = { area: null, frozen: false, latentSize: null, sharperBy: null };

/** From this on an area chosen anew is offered. */
const worthFrom = 1.25;

/** Where the next run would take place, before it does. */
export const runAreaStore = createStore<RunArea>(() => none);

/** Time taken at once, in milliseconds: a large map that is new all over has hundreds of tiles to be looked at. */
const sliceMs = 8;

/** Finds the bounds of a map's tiles, which are then known, bit by bit. */
async function measureTiles(tiles: Iterable<Uint8Array>): Promise<void> {
  let end = performance.now() + sliceMs;
  for (const tile of tiles) {
    tileFacts(tile);
    if (performance.now() < end) continue;
    await new Promise((resolve) => setTimeout(resolve));
    end = performance.now() + sliceMs;
  }
}

/** Strokes come in quick succession, and nobody reads the area in between. */
const pauseMs = 80;

function read(): RunArea {
  const state = documentStore.getState();
  const { summary } = packageStore.getState();
  const painted = sceneMap(state);
  if (!painted || !summary) {
    // Without a model nothing is known of another area than the frozen one, which is taken as long as it holds all that may change.
    const box = painted && changeBox(painted, state);
    return state.area && (!box || areaContains(state.area, box)) ? { ...none, area: state.area, frozen: true } : none;
  }
  const map = mapOfRun(painted, state);
  // What was drawn by hand waits for the first stroke.
  const area = areaOfRun(map, state, summary) ?? state.area;
  if (!area) return none;
  const { scaleFactor } = summary;
  const anew = state.area && areaOfRun(map, { ...state, area: null }, summary);
  const finer = anew ? scaleOf(area) / scaleOf(anew) : 1;
  return {
    area,
    frozen: area === state.area,
    latentSize: { width: Math.floor(area.modelWidth / scaleFactor), height: Math.floor(area.modelHeight / scaleFactor) },
    sharperBy: finer >= worthFrom ? finer : null,
  };
}

/** Keeps `runAreaStore` in step with map, picture and model; returns how to stop. */
export function followRunArea(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const take = async () => {
    // A combination that is being computed would give areas that jump.
    if (!combinedMapStore.getState().settled) return;
    const { maps } = documentStore.getState();
    await measureTiles(sceneMap(documentStore.getState())?.tiles.values() ?? []);
    // What has changed meanwhile has asked again.
    if (stopped || documentStore.getState().maps !== maps) return;
    const next = read();
    if (JSON.stringify(next) !== JSON.stringify(runAreaStore.getState())) runAreaStore.setState(next);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void take(), pauseMs);
  };
  void take();
  const stops = [documentStore.subscribe(later), packageStore.subscribe(later), combinedMapStore.subscribe(later)];
  return () => {
    stopped = true;
    clearTimeout(timer);
    stops.forEach((stop) => stop());
    runAreaStore.setState(none);
  };
}
