import { useMemo } from 'react';
import type { Person } from '../../../../workers/maps/pose/skeleton';
import { drawPose } from '../../../../workers/maps/pose/drawPose';
import { usePicture } from '../../../document/hooks';
import type { Guide } from '../../../document/guide';
import { PixelThumbnail } from '../../../ui/PixelThumbnail';
import { MapThumbnail } from '../../options/MapThumbnail';
import panel from '../Panel.module.css';

/** What a guide shows the model, small; decoration only. */
export function GuideThumbnail({ guide: { id, content } }: { readonly guide: Guide }) {
  if (content.of === 'drawing') return <MapThumbnail target={{ of: 'guide', id }} className={panel.thumb} />;
  if (content.of === 'pose') return <PoseThumbnail people={content.people} />;
  const { width, height, rgba } = content.picture;
  return <PixelThumbnail width={width} height={height} rgba={rgba} className={panel.thumb} />;
}

const sidePx = 144;
/** Limbs of their true width could not be seen so small: they are drawn as of this many times smaller a picture. */
const thicker = 3;

function PoseThumbnail({ people }: { readonly people: readonly Person[] }) {
  const picture = usePicture();
  const pixels = useMemo(() => {
    const scale = sidePx / Math.max(picture?.width ?? 1, picture?.height ?? 1);
    const size = {
      width: Math.max(1, Math.round((picture?.width ?? 1) * scale)),
      height: Math.max(1, Math.round((picture?.height ?? 1) * scale)),
    };
    const small = people.map((person) => person.map(({ x, y, shown }) => ({ x: x * scale, y: y * scale, shown })));
    return { ...size, rgba: drawPose(small, size, thicker) };
  }, [people, picture?.width, picture?.height]);
  return <PixelThumbnail {...pixels} className={panel.thumb} />;
}
