import type { ChangeMap } from '../changeMap/ChangeMap';
import type { DocumentState } from '../documentState';
import type { HistoryMark } from './HistoryStack';

/** Longest side of the pictures in the list of changes. */
const sidePx = 48;

type Seen = Pick<DocumentState, 'picture' | 'layers' | 'maps' | 'exemplars' | 'guides' | 'target' | 'changeMap'>;

/** How a change is shown: the map where it changed a map, the scene where it changed that, nothing for a setting. */
export function markOf(before: Seen | null, after: Seen, atMs: number): HistoryMark {
  const { picture, changeMap } = after;
  if (!picture || !before) return { atMs, picture: picture ? small(picture, sceneReader(after)) : null };
  if (picture !== before.picture || after.layers !== before.layers) return { atMs, picture: small(picture, sceneReader(after)) };
  const inGuides = after.target.of === 'guide' && after.guides !== before.guides;
  if (changeMap && (inGuides || after.maps !== before.maps || after.exemplars !== before.exemplars))
    return { atMs, picture: small(picture, mapReader(changeMap)) };
  return { atMs, picture: null };
}

/** Gives R, G and B of a pixel. */
type Reader = (x: number, y: number) => readonly [number, number, number];

const mapReader =
  (map: ChangeMap): Reader =>
  (x, y) => {
    const value = map.read(x, y);
    return [value, value, value];
  };

function sceneReader({ picture, layers }: Seen): Reader {
  const visible = layers.filter((layer) => layer.visible).reverse();
  return (x, y) => {
    for (const { rect, rgba, coverage } of visible) {
      const [left, top] = [x - rect.x, y - rect.y];
      if (left < 0 || top < 0 || left >= rect.width || top >= rect.height) continue;
      const at = top * rect.width + left;
      if (coverage[at]) return [rgba[at * 4] ?? 0, rgba[at * 4 + 1] ?? 0, rgba[at * 4 + 2] ?? 0];
    }
    const at = picture ? (y * picture.width + x) * 4 : 0;
    return [picture?.rgba[at] ?? 0, picture?.rgba[at + 1] ?? 0, picture?.rgba[at + 2] ?? 0];
  };
}

/** What the picture with its visible layers looks like, at most 48 pixels a side. */
export const sceneThumbnail = (picture: NonNullable<Seen['picture']>, seen: Seen): NonNullable<HistoryMark['picture']> =>
  small(picture, sceneReader(seen));

function small(size: { readonly width: number; readonly height: number }, read: Reader): NonNullable<HistoryMark['picture']> {
  const scale = Math.min(1, sidePx / Math.max(size.width, size.height));
  const width = Math.max(1, Math.round(size.width * scale));
  const height = Math.max(1, Math.round(size.height * scale));
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0, to = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, to += 4)
      rgba.set(read(Math.min(size.width - 1, Math.floor((x + 0.5) / scale)), Math.min(size.height - 1, Math.floor((y + 0.5) / scale))), to);
  return { width, height, rgba };
}
