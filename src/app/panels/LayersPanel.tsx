import { Eye, EyeOff, Trash2 } from 'lucide-react';
import { removeLayer, toggleLayer } from '../../document/commands';
import { useLayers, usePicture } from '../../document/hooks';
import { IconButton } from '../../ui/Button';
import { PixelThumbnail } from '../../ui/PixelThumbnail';
import { CanvasSection } from './CanvasSection';
import styles from './Panel.module.css';

/** The picture and the accepted results above it; what is visible is the source of the next run. */
export function LayersPanel() {
  const layers = useLayers();
  const picture = usePicture();
  if (!picture) return <p className={`${styles.panel} ${styles.empty}`}>Accepted results will lie here as layers over the picture.</p>;
  return (
    <div className={styles.panel}>
      <ul aria-label="Layers">
        {[...layers].reverse().map((layer) => (
          <li key={layer.id} className={styles.layer}>
            <IconButton label={layer.visible ? `Hide ${layer.name}` : `Show ${layer.name}`} icon={layer.visible ? <Eye /> : <EyeOff />} onClick={() => toggleLayer(layer.id)} />
            <PixelThumbnail width={layer.rect.width} height={layer.rect.height} rgba={layer.rgba} className={styles.thumb} />
            <span>{layer.name}</span>
            <IconButton label={`Remove ${layer.name}`} icon={<Trash2 />} onClick={() => removeLayer(layer.id)} />
          </li>
        ))}
        <li className={styles.layer}>
          <span />
          <PixelThumbnail width={picture.width} height={picture.height} rgba={picture.rgba} className={styles.thumb} />
          <span>Picture</span>
        </li>
      </ul>
      {layers.length === 0 ? <p className={styles.empty}>Accept a result and it becomes a layer here. The next edit starts from what is visible.</p> : null}
      <div className={styles.rule} />
      <CanvasSection />
    </div>
  );
}
