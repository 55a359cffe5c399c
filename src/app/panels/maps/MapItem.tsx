import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { setTarget } from '../../../document/exemplarCommands';
import { changeMapLayer } from '../../../document/mapCommands';
import type { MapLayer } from '../../../document/mapLayer';
import { IconButton } from '../../../ui/Button';
import { RenameField } from '../../../ui/RenameField';
import styles from './Maps.module.css';
import { tr } from '../../../../workers/texts/texts';

const signs = { maximum: '', multiply: '×', subtract: '−' } as const;

/** One of the scene's maps: its eye and name; chosen, it is the one that is painted. A double click, or F2, renames it. */
export function MapItem({ layer, selected }: { readonly layer: MapLayer; readonly selected: boolean }) {
  const { id, name, visible, opacity, combination, modifiers } = layer;
  const [naming, setNaming] = useState(false);
  const rename = (next: string) => changeMapLayer(id, { name: next.slice(0, 80) }, tr`Rename map`);
  const facts = [
    signs[combination],
    opacity < 1 ? `${Math.round(opacity * 100)} %` : '',
    modifiers.length > 0 ? `ƒ${modifiers.length}` : '',
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <li className={styles.item} data-selected={selected}>
      <IconButton
        label={visible ? tr`Hide ${name}` : tr`Show ${name}`}
        icon={visible ? <Eye /> : <EyeOff />}
        onClick={() => changeMapLayer(id, { visible: !visible }, visible ? tr`Hide map` : tr`Show map`)}
      />
      {naming ? (
        <RenameField label={tr`Name of ${name}`} name={name} onKeep={rename} onEnd={() => setNaming(false)} />
      ) : (
        <button
          type="button"
          className={styles.choose}
          aria-label={tr`Paint on ${name}`}
          aria-pressed={selected}
          onClick={() => setTarget({ of: 'scene', id })}
          onDoubleClick={() => setNaming(true)}
          onKeyDown={(event) => event.key === 'F2' && setNaming(true)}
        >
          {name}
        </button>
      )}
      <span className={styles.facts} aria-hidden>
        {facts}
      </span>
    </li>
  );
}
