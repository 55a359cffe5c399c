import { afterEach, beforeEach, expect, it } from 'vitest';
import { turnCanvas } from '../document/canvas/canvasCommands';
import { addLayer, clearMap, fillMap, invertMap, openPicture, setSetting } from '../document/commands';
import { emptyDocument } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { clearHistory, undo } from '../document/history';
import { addMap, changeMapLayer } from '../document/mapCommands';
import { firstMapId } from '../document/mapLayer';
import { addModifier } from '../changemap/modifierCommands';
import { createFakeEngine } from '../engine/fakeEngine';
import { generate } from '../generation/generate';
import { jobStore } from '../generation/jobStore';
import { sceneExtras } from '../generation/recipe/sceneExtras';
import { shownResult, showResult } from '../generation/staging';
import { handInEngine } from '../models/studioEngine';
import { packageStore } from '../models/packageStore';
import { hush, sayingStore } from '../ui/saying';
import { followShownResult } from './followShownResult';

let stop = (): void => undefined;
let id = '';

/** Does something while the result is shown: whether it still is, and what was said. */
function whileShown(act: () => void): readonly [shown: boolean, said: string] {
  showResult(id);
  hush();
  act();
  return [shownResult() !== null, sayingStore.getState().saying?.sentence ?? ''];
}

beforeEach(async () => {
  clearHistory();
  documentStore.setState(emptyDocument, true);
  jobStore.setState({ running: null, fault: null, shownId: null });
  packageStore.setState({ summary: null, fault: null, loading: null });
  handInEngine(createFakeEngine());
  openPicture({ width: 48, height: 48, rgba: new Uint8Array(48 * 48 * 4).fill(9), icc: null, name: 'p' }, crypto.randomUUID());
  fillMap(90);
  stop = followShownResult();
  await generate();
  id = shownResult()!.id;
});
afterEach(() => {
  stop();
  hush();
});

const changed = [false, 'Here is the map as you changed it: result 1 waits below.'];
const asItWas = [true, ''];

it('whatever changes a map while a result is shown shows the map and says so', () => {
  expect(whileShown(() => fillMap(255))).toEqual(changed);
  expect(whileShown(clearMap)).toEqual(changed);
  expect(whileShown(invertMap)).toEqual(changed);
  expect(whileShown(undo)).toEqual(changed);
  expect(whileShown(() => addModifier(firstMapId, 'grow'))).toEqual(changed);
  expect(whileShown(() => changeMapLayer(firstMapId, { visible: false }, 'Hide map'))).toEqual(changed);
  expect(whileShown(() => addMap('Second'))).toEqual(changed);
  sayingStore.getState().saying?.offer?.run();
  expect(shownResult()?.id).toBe(id);
});

it('painting says so as it begins, once', () => {
  const painting = [false, 'You paint on the picture: result 1 waits below.'];
  expect(whileShown(() => sceneExtras.setState({ editing: true }))).toEqual(painting);
  fillMap(3);
  sceneExtras.setState({ editing: false });
  expect(sayingStore.getState().saying?.sentence).toBe(painting[1]);
});

it('what changes no map leaves the result where it is', () => {
  const { rgba } = documentStore.getState().picture!;
  expect(whileShown(() => changeMapLayer(firstMapId, { name: 'Sky' }, 'Name'))).toEqual(asItWas);
  expect(whileShown(() => setSetting('prompt', 'at night'))).toEqual(asItWas);
  const rect = { x: 0, y: 0, width: 48, height: 48 };
  expect(whileShown(() => addLayer({ name: 'l', rect, rgba, coverage: new Uint8Array(48 * 48) }))).toEqual(asItWas);
  expect(whileShown(() => turnCanvas(1))).toEqual(asItWas);
});
