import type { Guide } from '../../../document/guide';
import { PixelThumbnail } from '../../../ui/PixelThumbnail';
import { MapThumbnail } from '../../options/MapThumbnail';
import panel from '../Panel.module.css';

/** What a guide shows the model, small; decoration only. */
export function GuideThumbnail({ guide: { id, content } }: { readonly guide: Guide }) {
  if (content.of === 'drawing') return <MapThumbnail target={{ of: 'guide', id }} className={panel.thumb} />;
  const { width, height, rgba } = content.picture;
  return <PixelThumbnail width={width} height={height} rgba={rgba} className={panel.thumb} />;
}
