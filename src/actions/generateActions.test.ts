import { beforeEach, expect, it } from 'vitest';
import { openPicture, setSetting } from '../document/commands';
import { firstPose } from '../document/canvas/canvasPose';
import { emptyDocument } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { clearHistory } from '../document/history';
import { addResult } from '../document/results/resultCommands';
import { testRecipe } from '../document/testing/testRecipe';
import { showResult } from '../generation/staging';
import { hush, say, sayingStore } from '../ui/saying';
import { actionById } from './registry';

const said = () => sayingStore.getState().saying?.sentence ?? null;

beforeEach(() => {
  hush();
  documentStore.setState(emptyDocument, true);
  clearHistory();
  openPicture({ width: 4, height: 4, rgba: new Uint8Array(64), icc: null, name: 'p' }, 'p');
  const id = addResult(
    {
      rect: { x: 0, y: 0, width: 4, height: 4 },
      rgba: new Uint8Array(64).fill(9),
      coverage: new Uint8Array(16).fill(255),
      recipe: testRecipe({ prompt: 'a blue house in the middle of mountains' }),
      provider: 'wasm',
      evaluations: { done: 1, skipped: 0, reused: 0 },
      seconds: 1,
    },
    { documentId: 'p', pose: firstPose },
  );
  showResult(id);
});

it('an accepted result can be taken back until something else is done, which Undo would take back', async () => {
  await actionById('accept-result').run();
  expect(said()).toMatch(/^Accepted as the layer “.{1,29}”\.$/);
  expect(documentStore.getState().layers).toHaveLength(1);
  sayingStore.getState().saying?.offer?.run();
  expect(documentStore.getState().layers).toHaveLength(0);
  expect(said()).toBeNull();
});

it('what is said of a discarded result goes with the next change', async () => {
  await actionById('discard-result').run();
  expect(said()).toMatch(/^Result \d+ discarded\.$/);
  setSetting('steps', 7);
  expect(said()).toBeNull();
});

it('what is said after it stays', async () => {
  await actionById('discard-result').run();
  say('Something else.');
  setSetting('steps', 8);
  expect(said()).toBe('Something else.');
});
