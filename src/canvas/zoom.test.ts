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
  resizeViewport({ width: 856, height: 656, pixelRatio: 1 });
});

describe('zooming', () => {
  it('fits until zoomed by hand, and then stays in the middle of what was seen', () => {
    expect(view()).toMatchObject({ zoom: 2, pan: { x: 28, y: 128 }, fitted: true });
    resizeViewport({ width: 456, height: 656, pixelRatio: 1 });
    expect(view()).toMatchObject({ zoom: 1, pan: { x: 28, y: 228 } });
    zoomActual();
    expect(view().fitted).toBe(false);
    resizeViewport({ width: 556, height: 656, pixelRatio: 1 });
    expect(view()).toMatchObject({ zoom: 1, pan: { x: 78, y: 228 } });
    zoomFit();
    expect(view().fitted).toBe(true);
  });

  it('steps in and out around the middle', () => {
    zoomIn();
    expect(view().zoom).toBeCloseTo(2.828);
    zoomOut();
    expect(view()).toMatchObject({ zoom: expect.closeTo(2), pan: { x: expect.closeTo(28), y: expect.closeTo(128) } });
  });

  it('keeps the pixel under the pointer, and pans', () => {
    zoomBy(2, { x: 28, y: 128 });
    expect(view()).toMatchObject({ zoom: 4, pan: { x: 28, y: 128 }, fitted: false });
    panBy(-10, 5);
    expect(view().pan).toEqual({ x: 18, y: 133 });
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
