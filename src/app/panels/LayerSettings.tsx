import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { removeLayer } from '../../document/commands';
import type { Layer } from '../../document/documentState';
import { reorderLayer, setLayerOpacity } from '../../document/layerCommands';
import { IconButton } from '../../ui/Button';
import { PercentField } from '../../ui/PercentField';
import styles from './Panel.module.css';
import { tr } from '../../../workers/texts/texts';

interface LayerSettingsProps {
  readonly layer: Layer;
  readonly first: boolean;
  readonly last: boolean;
}

/** How much of the chosen layer shows, and its place among the others. */
export function LayerSettings({ layer, first, last }: LayerSettingsProps) {
  const { id, name, opacity = 1 } = layer;
  return (
    <section className={styles.section} aria-label={tr`Layer ${name}`}>
      <PercentField
        label={tr`Layer opacity`}
        about={tr`How much of this layer shows: more covers what lies below. At 100 % its pixels are taken as they are.`}
        value={opacity}
        onChange={(value) => setLayerOpacity(id, value)}
      />
      <div className={styles.row}>
        <IconButton label={tr`Bring ${name} forward`} icon={<ArrowUp />} disabled={last} onClick={() => reorderLayer(id, 1)} />
        <IconButton label={tr`Send ${name} backward`} icon={<ArrowDown />} disabled={first} onClick={() => reorderLayer(id, -1)} />
        <IconButton label={tr`Remove ${name}`} icon={<Trash2 />} onClick={() => removeLayer(id)} />
      </div>
    </section>
  );
}
