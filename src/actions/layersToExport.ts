import { placedBounds } from '../../workers/maps/exemplars/placement';
import { renderPlaced } from '../../workers/maps/exemplars/renderPlaced';
import type { DocumentState } from '../document/documentState';
import type { Patch } from '../document/flatten';
import type { LayerToExport } from '../engine/pictureClient';
import { nextFrame } from './nextFrame';

/** A patch's pixels, transparent where it does not cover. */
function cutOut({ rect, rgba, coverage }: Patch): Uint8Array {
  const pixels = rgba.slice(0, rect.width * rect.height * 4);
  for (let i = 0; i < coverage.length; i++) if (coverage[i] === 0) pixels.fill(0, i * 4, i * 4 + 4);
  return pixels;
}

/**
 * The document as other programs see it, from bottom to top: the source, accepted layers, the shown result; then, not shown, for the
 * picture is without them: exemplars where they lie, each with its change map, and the scene's maps.
 */
export async function layersToExport({ picture, layers, exemplars, maps }: DocumentState, shown: Patch | null): Promise<LayerToExport[]> {
  if (!picture) return [];
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
  const exported: LayerToExport[] = [{ name: 'Source', rect: whole, visible: true, opacity: 1, kind: 'picture', pixels: picture.rgba }];
  const patches = [
    ...layers.map((layer) => ({ patch: layer as Patch, name: layer.name, visible: layer.visible })),
    ...(shown ? [{ patch: shown, name: 'Shown result', visible: true }] : []),
  ];
  for (const { patch, name, visible } of patches) {
    await nextFrame();
    exported.push({ name, rect: patch.rect, visible, opacity: patch.opacity ?? 1, kind: 'picture', pixels: cutOut(patch) });
  }
  for (const exemplar of exemplars) {
    await nextFrame();
    const rect = placedBounds(exemplar.placement, exemplar.crop, picture);
    if (!rect) continue;
    const pixels = renderPlaced({ ...exemplar, opacity: 1 }, rect);
    exported.push({ name: `Exemplar: ${exemplar.name}`, rect, visible: false, opacity: exemplar.opacity, kind: 'picture', pixels });
  }
  for (const { name, map } of [...exemplars, ...maps]) {
    await nextFrame();
    exported.push({ name: `Change map: ${name}`, rect: whole, visible: false, opacity: 1, kind: 'map', pixels: map.toUint8Array() });
  }
  return exported;
}
