import { ArrowDown, ArrowUp, Copy, Layers2, Merge, Trash2 } from 'lucide-react';
import type { MapCombination } from '../../../../workers/protocol/mapModifiers';
import { duplicateMap, mergeDown, mergeRefusal, mergeVisible } from '../../../changemap/mergeMaps';
import { changeMapLayer, removeMap, reorderMap } from '../../../document/mapCommands';
import type { MapLayer } from '../../../document/mapLayer';
import { IconButton } from '../../../ui/Button';
import { reportToUser } from '../../../ui/notices';
import { SelectField } from '../../../ui/SelectField';
import { PercentField } from '../../../ui/PercentField';
import styles from './Maps.module.css';
import { tr } from '../../../../workers/texts/texts';

const combinations: readonly { readonly value: MapCombination; readonly label: string }[] = [
  { value: 'maximum', label: tr`Maximum` },
  { value: 'multiply', label: tr`Multiply` },
  { value: 'subtract', label: tr`Subtract` },
];

/** How the chosen map meets the others, its place among them, and what can be done with it. */
export function MapSettings({ layer, maps }: { readonly layer: MapLayer; readonly maps: readonly MapLayer[] }) {
  const { id, name, opacity, combination } = layer;
  const at = maps.indexOf(layer);
  const refusal = mergeRefusal(maps, id);
  const hidden = !layer.visible;
  return (
    <>
      <div className={styles.tools}>
        <IconButton
          label={tr`Bring ${name} forward`}
          icon={<ArrowUp />}
          disabled={at === maps.length - 1}
          onClick={() => reorderMap(id, 1)}
        />
        <IconButton label={tr`Send ${name} backward`} icon={<ArrowDown />} disabled={at === 0} onClick={() => reorderMap(id, -1)} />
        <IconButton label={tr`Duplicate ${name}`} icon={<Copy />} onClick={() => duplicateMap(id)} />
        <IconButton
          label={refusal === null ? tr`Merge ${name} down` : tr`Merge ${name} down. ${refusal}`}
          icon={<Merge />}
          aria-disabled={refusal !== null}
          onClick={() => refusal === null && mergeDown(id).catch(reportToUser)}
        />
        <IconButton label={tr`Merge visible maps`} icon={<Layers2 />} onClick={() => mergeVisible().catch(reportToUser)} />
        <IconButton label={tr`Remove ${name}`} icon={<Trash2 />} onClick={() => removeMap(id)} />
      </div>
      {hidden ? <p>{tr`This map is hidden: what you paint on it takes part once it is shown.`}</p> : null}
      <SelectField
        label={tr`Combination`}
        value={combination}
        options={combinations}
        onChange={(next) => changeMapLayer(id, { combination: next }, tr`Combination of maps`)}
      />
      <PercentField
        label={tr`Map opacity`}
        about={tr`How much of this map counts: less weakens all that it lets change.`}
        value={opacity}
        onChange={(value) => changeMapLayer(id, { opacity: value }, tr`Opacity of map`, { policy: 'merge', key: `map opacity ${id}` })}
      />
    </>
  );
}
