import { documentStore } from '../document/documentStore';
import { centred, fitPlacement, keptInSight, steppedZoom, zoomedAt, type Placement } from './viewGeometry';
import { viewStore, type Point, type Viewport } from './viewStore';

/** Changes the placement from the present one; by hand unless `fitted` says that it follows the window. */
function place(next: (placement: Placement, viewport: Viewport) => Placement, fitted = false): void {
  const { picture } = documentStore.getState();
  const { zoom, pan, viewport } = viewStore.getState();
  if (!picture) return;
  viewStore.setState({ ...keptInSight(next({ zoom, pan }, viewport), picture, viewport), fitted });
}

/** The picture whole, in the middle; it follows the window's size from then on. */
export function zoomFit(): void {
  const { picture } = documentStore.getState();
  if (picture) place((_, viewport) => fitPlacement(picture, viewport), true);
}

/** One picture pixel to one screen pixel, in the middle. */
export function zoomActual(): void {
  const { picture } = documentStore.getState();
  if (picture) place((_, viewport) => centred(picture, viewport, 1));
}

const middle = (viewport: Viewport): Point => ({ x: viewport.width / 2, y: viewport.height / 2 });

export const zoomIn = (): void =>
  place((placement, viewport) => zoomedAt(placement, viewport, steppedZoom(placement.zoom, 1), middle(viewport)));
export const zoomOut = (): void =>
  place((placement, viewport) => zoomedAt(placement, viewport, steppedZoom(placement.zoom, -1), middle(viewport)));

/** Multiplies the zoom around a point of the viewport (CSS pixels). */
export const zoomBy = (factor: number, anchor: Point): void =>
  place((placement, viewport) => zoomedAt(placement, viewport, placement.zoom * factor, anchor));

/** Moves the picture by CSS pixels. */
export const panBy = (dx: number, dy: number): void => place(({ zoom, pan }) => ({ zoom, pan: { x: pan.x + dx, y: pan.y + dy } }));

/** Takes in a new size of the viewport; a fitted picture is fitted again, any other stays in the middle of what was seen. */
export function resizeViewport(viewport: Viewport): void {
  const before = viewStore.getState().viewport;
  viewStore.setState({ viewport });
  if (viewStore.getState().fitted) zoomFit();
  else panBy((viewport.width - before.width) / 2, (viewport.height - before.height) / 2);
}
