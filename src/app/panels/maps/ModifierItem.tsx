import { ArrowDown, ArrowUp, Check, Eye, EyeOff, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { activeModifiers } from '../../../../workers/maps/modifiers/applyModifiers';
import type { ModifierStack } from '../../../../workers/protocol/mapModifiers';
import { applyModifiersOf, removeModifier, reorderModifier, setModifier, toggleModifier } from '../../../changemap/modifierCommands';
import { modifierNames } from '../../../changemap/newModifier';
import type { MapLayer } from '../../../document/mapLayer';
import { IconButton } from '../../../ui/Button';
import { reportToUser } from '../../../ui/notices';
import styles from './Maps.module.css';
import { ModifierEditor } from './ModifierEditor';
import { useHistogram } from './useHistogram';
import { tr } from '../../../../workers/texts/texts';

interface ModifierItemProps {
  readonly layer: MapLayer;
  readonly index: number;
  readonly entry: ModifierStack[number];
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** One modifier of a map: its eye, order, values; applied, it and those above it are written into the map. */
export function ModifierItem({ layer, index, entry, open, onToggle }: ModifierItemProps) {
  const { id, enabled, modifier } = entry;
  const name = modifierNames[modifier.kind];
  const { map, modifiers } = layer;
  const last = index === modifiers.length - 1;
  const asks = open && modifier.kind === 'curve';
  const into = useMemo(
    () => (asks ? [{ map, modifiers: activeModifiers(modifiers.slice(0, index)), how: 'maximum' as const, opacity: 1 }] : null),
    [asks, map, modifiers, index],
  );
  const counts = useHistogram(into, id);
  return (
    <li className={styles.modifier} data-off={!enabled} aria-label={name}>
      <div className={styles.head}>
        <IconButton
          label={enabled ? tr`Switch ${name} off` : tr`Switch ${name} on`}
          icon={enabled ? <Eye /> : <EyeOff />}
          onClick={() => toggleModifier(layer.id, id)}
        />
        <button type="button" className={styles.choose} aria-expanded={open} onClick={onToggle}>
          {name}
        </button>
        <IconButton
          label={tr`Move ${name} up`}
          icon={<ArrowUp />}
          disabled={index === 0}
          onClick={() => reorderModifier(layer.id, id, -1)}
        />
        <IconButton label={tr`Move ${name} down`} icon={<ArrowDown />} disabled={last} onClick={() => reorderModifier(layer.id, id, 1)} />
        <IconButton label={tr`Apply up to ${name}`} icon={<Check />} onClick={() => applyModifiersOf(layer.id, id).catch(reportToUser)} />
        <IconButton label={tr`Remove ${name}`} icon={<Trash2 />} onClick={() => removeModifier(layer.id, id)} />
      </div>
      {open && modifier.kind !== 'invert' ? (
        <div className={styles.body}>
          <ModifierEditor modifier={modifier} counts={counts} onChange={(next) => setModifier(layer.id, id, next)} />
        </div>
      ) : null}
    </li>
  );
}
