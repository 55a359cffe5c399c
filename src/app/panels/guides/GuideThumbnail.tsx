import { useMemo } from 'react';
import type { Person } from '../../../../workers/maps/pose/skeleton';
import { drawSegments } from '../../../../workers/maps/sources/straightLines';
import type { Size } from '../../../../workers/protocol/geometry';
import { drawPose } from '../../../../workers/maps/pose/drawPose';
import { usePicture } from '../../../document/hooks';
import type { Guide, PickedSegment } from '../../../document/guide';
import { greyToRgba } from '../../../guides/greyToRgba';
import { PixelThumbnail } from '../../../ui/PixelThumbnail';
import { MapThumbnail } from '../../options/MapThumbnail';
import panel from '../Panel.module.css';

/** What a guide shows the model, small; decoration only. */
export function GuideThumbnail({ guide: { id, content } }: { readonly guide: Guide }) {
  if (content.of === 'drawing') return <MapThumbnail target={{ of: 'guide', id }} className={panel.thumb} />;
  if (content.of === 'pose') return <PoseThumbnail people={content.people} />;
  if (content.of === 'segments') return <LinesThumbnail segments={content.segments} />;
  const { width, height, rgba } = content.picture;
  return <PixelThumbnail width={width} height={height} rgba={rgba} className={panel.thumb} />;
}

const sidePx = 144;
/** Limbs of their true width could not be seen so small: they are drawn as of this many times smaller a picture. */
const thicker = 3;

/** The scene made small. */
function smallScene(scene: Size | null): Size & { readonly scale: number } {
  const scale = sidePx / Math.max(scene?.width ?? 1, scene?.height ?? 1);
  const side = (length = 1) => Math.max(1, Math.round(length * scale));
  return { width: side(scene?.width), height: side(scene?.height), scale };
}

function LinesThumbnail({ segments }: { readonly segments: readonly PickedSegment[] }) {
  const picture = usePicture();
  const pixels = useMemo(() => {
    const { scale, ...size } = smallScene(picture);
    const small = segments
      .filter(({ kept }) => kept)
      .map(({ x1, y1, x2, y2 }) => ({ x1: x1 * scale, y1: y1 * scale, x2: x2 * scale, y2: y2 * scale }));
    return { ...size, rgba: greyToRgba(drawSegments(small, size)) };
  }, [segments, picture]);
  return <PixelThumbnail {...pixels} className={panel.thumb} />;
}

function PoseThumbnail({ people }: { readonly people: readonly Person[] }) {
  const picture = usePicture();
  const pixels = useMemo(() => {
    const { scale, ...size } = smallScene(picture);
    const small = people.map((person) => person.map(({ x, y, shown }) => ({ x: x * scale, y: y * scale, shown })));
    return { ...size, rgba: drawPose(small, size, thicker) };
  }, [people, picture]);
  return <PixelThumbnail {...pixels} className={panel.thumb} />;
}
