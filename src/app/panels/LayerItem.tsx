import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { toggleLayer } from '../../document/commands';
import type { Layer } from '../../document/documentState';
import { renameLayer } from '../../document/layerCommands';
import { IconButton } from '../../ui/Button';
import { PixelThumbnail } from '../../ui/PixelThumbnail';
import { RenameField } from '../../ui/RenameField';
import styles from './Panel.module.css';
import { tr } from '../../../workers/texts/texts';

interface LayerItemProps {
  readonly layer: Layer;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

/** One accepted result: its picture, name and eye; chosen, it shows what can be done with it. A double click, or F2, renames it. */
export function LayerItem({ layer, selected, onSelect }: LayerItemProps) {
  const { id, name, visible, rect, rgba, opacity = 1 } = layer;
  const [naming, setNaming] = useState(false);
  const percent = Math.round(opacity * 100);
  return (
    <li className={styles.item} data-selected={selected}>
      {naming ? (
        <RenameField label={tr`Name of ${name}`} name={name} onKeep={(next) => renameLayer(id, next)} onEnd={() => setNaming(false)} />
      ) : (
        <button
          type="button"
          className={styles.choose}
          aria-label={tr`Select ${name}`}
          aria-pressed={selected}
          title={tr`Double click, or F2, renames it`}
          onClick={onSelect}
          onDoubleClick={() => setNaming(true)}
          onKeyDown={(event) => event.key === 'F2' && setNaming(true)}
        >
          <PixelThumbnail width={rect.width} height={rect.height} rgba={rgba} className={styles.thumb} />
          <span className={styles.words}>
            <b>{name}</b>
            <small>
              {percent < 100 ? `${percent} % · ` : ''}
              {rect.width} × {rect.height}
            </small>
          </span>
        </button>
      )}
      <IconButton
        label={visible ? tr`Hide ${name}` : tr`Show ${name}`}
        icon={visible ? <Eye /> : <EyeOff />}
        onClick={() => toggleLayer(id)}
      />
    </li>
  );
}
