import { beforeEach, expect, it } from 'vitest';
import { openPicture } from '../../document/commands';
import { emptyDocument } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { clearHistory } from '../../document/history';
import { addDrawing, addPose } from '../../guides/addGuides';
import { selectGuide } from '../../guides/guideView';
import { setTool, viewStore } from '../viewStore';
import { followGuides } from './followGuides';

const tool = () => viewStore.getState().tool;

beforeEach(() => {
  clearHistory();
  selectGuide(null);
  documentStore.setState(emptyDocument, true);
  openPicture({ width: 64, height: 64, rgba: new Uint8Array(64 * 64 * 4), icc: null, name: 'p' }, crypto.randomUUID());
  setTool('lasso');
});

it('brings Move to hand for a pose, also for one that was laid before the canvas was there', () => {
  addPose();
  expect(tool()).toBe('lasso');
  const stop = followGuides();
  expect(tool()).toBe('move');
  setTool('lasso');
  addPose();
  expect(tool()).toBe('move');
  stop();
});

it('brings the brush to hand for a new drawing', () => {
  const stop = followGuides();
  addDrawing('scribble');
  expect(tool()).toBe('brush');
  stop();
});
