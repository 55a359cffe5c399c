import { beforeEach, describe, expect, it } from 'vitest';
import { openPicture } from '../document/commands';
import { emptyDocument } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { panBy, resizeViewport, zoomActual, zoomBy, zoomFit, zoomIn, zoomOut } from './zoom';
import { viewStore } from './viewStore';

const view = () => viewStore.getState();
beforeEach(() => {
  documentStore.setState(emptyDocument, true);
  viewStore.setState(viewStore.getInitialState(), true);
  openPicture({ width: 400, height: 200, rgba: new Uint8Array(320000), icc: null, name: 'p' });
  resizeViewport({ width: 832, height: 640, pixelRatio: 1 });
});

describe('zooming', () => {
  it('fits until zoomed by hand, and then stays in the middle of what was seen', () => {
    expect(view()).toMatchObject({ zoom: 2, pan: { x: 16, y: 120 }, fitted: true });
    resizeViewport({ width: 400, height: 640, pixelRatio: 1 });
    expect(view()).toMatchObject({ zoom: 0.95, pan: { x: 10, y: 225 } });
    zoomActual();
    expect(view().fitted).toBe(false);
    resizeViewport({ width: 500, height: 640, pixelRatio: 1 });
    expect(view()).toMatchObject({ zoom: 1, pan: { x: 50, y: 220 } });
    zoomFit();
    expect(view().fitted).toBe(true);
  });

  it('steps in and out around the middle', () => {
    zoomIn();
    expect(view().zoom).toBeCloseTo(2.828);
    zoomOut();
    expect(view()).toMatchObject({ zoom: expect.closeTo(2), pan: { x: expect.closeTo(16), y: expect.closeTo(120) } });
  });

  it('keeps the pixel under the pointer, and pans', () => {
    zoomBy(2, { x: 16, y: 120 });
    expect(view()).toMatchObject({ zoom: 4, pan: { x: 16, y: 120 }, fitted: false });
    panBy(-10, 5);
    expect(view().pan).toEqual({ x: 6, y: 125 });
  });

  it('does nothing without a picture', () => {
    documentStore.setState(emptyDocument, true);
    const before = view();
    zoomIn();
    zoomFit();
    panBy(3, 3);
    expect(view()).toEqual(before);
  });
});
