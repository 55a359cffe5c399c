import { createStore } from 'zustand/vanilla';
import { fillGround, groundShare, type GroundFilling } from '../../workers/maps/fillGround';
import { intersectRects } from '../../workers/maps/rects';
import { renderPlaced } from '../../workers/maps/exemplars/renderPlaced';
import { reportFault } from '../../workers/protocol/faults';
import { combinedMapStore } from '../changemap/combinedMap';
import type { DocumentState } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { flattenRect } from '../document/flatten';
import { groundExemplar, takesGround } from './recipe/runGround';
import { runAreaStore } from './recipe/runArea';
import { sceneMap } from './recipe/runMaps';
import { sceneExtras, type LatentPreview } from './recipe/sceneExtras';

/** Longest side of the preview, in pixels: what fills the ground is smooth, or coarse. */
const longestPx = 256;
const pauseMs = 120;

/** What the next run will start from, where that is not the picture itself; null: nothing is filled. */
export const groundPreviewStore = createStore<{ readonly preview: LatentPreview | null }>(() => ({ preview: null }));

/** The ground made small, transparent wherever the picture stays. */
function groundPreview(state: DocumentState): LatentPreview | null {
  const { picture, layers, settings } = state;
  const { area, latentSize } = runAreaStore.getState();
  const map = sceneMap(state);
  if (settings.ground.fill === 'picture' || !takesGround(state) || !picture || !map || !area || !latentSize) return null;
  const rect = intersectRects(area, { x: 0, y: 0, width: picture.width, height: picture.height });
  if (!rect) return null;
  const scale = Math.max(1, rect.width / longestPx, rect.height / longestPx);
  const size = { width: Math.max(1, Math.round(rect.width / scale)), height: Math.max(1, Math.round(rect.height / scale)) };
  const reduce = (from: Uint8Array, channels: number): Uint8Array => {
    const out = new Uint8Array(size.width * size.height * channels);
    for (let y = 0, to = 0; y < size.height; y += 1) {
      const row = Math.floor(((y + 0.5) * rect.height) / size.height) * rect.width;
      for (let x = 0; x < size.width; x += 1) {
        const at = (row + Math.floor(((x + 0.5) * rect.width) / size.width)) * channels;
        for (let c = 0; c < channels; c += 1, to += 1) out[to] = from[at + c] as number;
      }
    }
    return out;
  };
  const change = reduce(map.readRect(rect), 1);
  if (!change.some((value) => groundShare(value) > 0)) return null;
  const filling = fillingOf();
  if (!filling) return null;
  const rgba = fillGround(reduce(flattenRect(picture, layers, rect), 4), change, size, filling);
  change.forEach((value, i) => {
    const filled = groundShare(value) > 0 && (filling.fill !== 'exemplar' || filling.rgba[i * 4 + 3] !== 0);
    if (!filled) rgba[i * 4 + 3] = 0;
  });
  return { ...size, rgba, rect };

  function fillingOf(): GroundFilling | null {
    const { fill, colour } = settings.ground;
    if (fill === 'colour') {
      const channel = (at: number): number => Number.parseInt(colour.slice(at, at + 2), 16);
      return { fill, rgb: [channel(1), channel(3), channel(5)] };
    }
    if (fill === 'noise' && area && latentSize) return { fill, seed: settings.seed, cellPx: area.width / latentSize.width / scale };
    if (fill === 'exemplar') {
      const exemplar = groundExemplar(state);
      return exemplar && rect ? { fill, rgba: reduce(renderPlaced(exemplar, rect), 4) } : null;
    }
    return { fill: 'neighbours' };
  }
}

/** Keeps the preview of the ground in step with settings, maps and picture; not while a result is shown. Returns how to stop. */
export function followGround(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = (preview: LatentPreview | null): void => {
    if (preview !== groundPreviewStore.getState().preview) groundPreviewStore.setState({ preview });
  };
  const take = (): void => {
    const { compared, editing } = sceneExtras.getState();
    // While a stroke is drawn, what was shown stays.
    if (editing || !combinedMapStore.getState().settled) return;
    try {
      show(compared ? null : groundPreview(documentStore.getState()));
    } catch (thrown) {
      // The run that is asked for says what is wrong.
      reportFault(thrown);
      show(null);
    }
  };
  const later = (): void => {
    const off = documentStore.getState().settings.ground.fill === 'picture';
    if (off && groundPreviewStore.getState().preview === null) return;
    clearTimeout(timer);
    timer = setTimeout(take, off ? 0 : pauseMs);
  };
  const stops = [documentStore, combinedMapStore, runAreaStore, sceneExtras].map((store) =>
    (store as { subscribe: (listener: () => void) => () => void }).subscribe(later),
  );
  later();
  return () => {
    clearTimeout(timer);
    stops.forEach((stop) => stop());
    show(null);
  };
}
