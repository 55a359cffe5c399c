import { useState } from 'react';
import { useLayers, usePicture } from '../../document/hooks';
import { PixelThumbnail } from '../../ui/PixelThumbnail';
import { LayerItem } from './LayerItem';
import { LayerSettings } from './LayerSettings';
import styles from './Panel.module.css';
import { tr } from '../../../workers/texts/texts';

/** The picture and the accepted results above it; what is visible is the source of the next run. */
export function LayersPanel() {
  const layers = useLayers();
  const picture = usePicture();
  const [chosenId, setChosenId] = useState<string | null>(null);
  if (!picture) return <p className={styles.soft}>{tr`Accepted results will lie here as layers over the picture.`}</p>;
  const chosen = layers.find(({ id }) => id === chosenId);
  return (
    <>
      <ul aria-label={tr`Layers`}>
        {[...layers].reverse().map((layer) => (
          <LayerItem
            key={layer.id}
            layer={layer}
            selected={layer === chosen}
            onSelect={() => setChosenId(layer === chosen ? null : layer.id)}
          />
        ))}
        <li className={styles.item}>
          <PixelThumbnail width={picture.width} height={picture.height} rgba={picture.rgba} className={styles.thumb} />
          <span className={styles.words}>
            <b>{tr`Picture`}</b>
            <small>
              {picture.width} × {picture.height}
            </small>
          </span>
        </li>
      </ul>
      {chosen ? <LayerSettings layer={chosen} first={layers[0] === chosen} last={layers.at(-1) === chosen} /> : null}
      {layers.length === 0 ? (
        <p className={styles.soft}>{tr`Accept a result and it becomes a layer. The next edit starts from what is visible.`}</p>
      ) : null}
    </>
  );
}
