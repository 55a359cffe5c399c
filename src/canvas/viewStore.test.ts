import { beforeEach, expect, it } from 'vitest';
import { compareWith, holdBefore } from './compare';
import { clearPreview, showPreview } from '../generation/preview';
import { sceneExtras } from '../generation/recipe/sceneExtras';
import { setBrush, setDivider, setScaling, setTool, viewStore } from './viewStore';

const view = () => viewStore.getState();
beforeEach(() => {
  viewStore.setState(viewStore.getInitialState(), true);
  sceneExtras.setState(sceneExtras.getInitialState(), true);
});

it('keeps the brush in range', () => {
  setBrush({ sizePx: 0, hardness: 2, strength: -1, stabiliser: 9 });
  expect(view().brush).toMatchObject({ sizePx: 1, hardness: 1, strength: 0, stabiliser: 1 });
  setBrush({ sizePx: 9999 });
  expect(view().brush).toMatchObject({ sizePx: 2000, hardness: 1 });
});

it('takes a tool and a scaling', () => {
  setTool('hand');
  setScaling('crisp');
  expect(view()).toMatchObject({ tool: 'hand', scaling: 'crisp' });
});

it('shows and takes away the preview', () => {
  const preview = { width: 1, height: 1, rgba: new Uint8Array(4), rect: { x: 0, y: 0, width: 8, height: 8 } };
  showPreview(preview);
  expect(sceneExtras.getState().preview).toBe(preview);
  clearPreview();
  expect(sceneExtras.getState().preview).toBeNull();
});

it('opens on the whole result, and leaves the divider when browsing on', () => {
  const result = () => ({ rect: { x: 0, y: 0, width: 1, height: 1 }, rgba: new Uint8Array(4), coverage: new Uint8Array(1) });
  setDivider(7);
  expect(view().divider).toBe(1);
  compareWith(result());
  expect(view().divider).toBe(0);
  setDivider(0.8);
  compareWith(result());
  expect(view().divider).toBe(0.8);
  compareWith(null);
  compareWith(result());
  expect(view().divider).toBe(0);
  compareWith(null);
});

it('shows the picture before only while there is a result to leave out', () => {
  holdBefore(true);
  expect(sceneExtras.getState().before).toBe(false);
  compareWith({ rect: { x: 0, y: 0, width: 1, height: 1 }, rgba: new Uint8Array(4), coverage: new Uint8Array(1) });
  holdBefore(true);
  expect(sceneExtras.getState().before).toBe(true);
  compareWith(null);
  expect(sceneExtras.getState().before).toBe(false);
});
