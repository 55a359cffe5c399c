import { Copy, Plus } from 'lucide-react';
import { useStore } from 'zustand';
import { actionById } from '../../../actions/registry';
import { duplicateMap } from '../../../changemap/mergeMaps';
import { documentStore } from '../../../document/documentStore';
import { setTarget } from '../../../document/exemplarCommands';
import { addMap } from '../../../document/mapCommands';
import { ActionButton } from '../../ActionButton';
import { Button, IconButton } from '../../../ui/Button';
import panel from '../Panel.module.css';
import { MapItem } from './MapItem';
import styles from './Maps.module.css';
import { MapSettings } from './MapSettings';
import { ModifiersSection } from './ModifiersSection';

/** The scene's change maps, the topmost first, and what the chosen one is set to. */
export function MapsSection() {
  const maps = useStore(documentStore, (state) => state.maps);
  const target = useStore(documentStore, (state) => state.target);
  const selected = target.of === 'scene' ? maps.find(({ id }) => id === target.id) : undefined;
  const top = maps.at(-1);
  return (
    <section className={panel.section} aria-label="Maps">
      <div className={panel.title}>
        <h2 className={styles.heading}>Maps</h2>
        <div className={styles.tools}>
          <ActionButton action={actionById('map-from')} tone="quiet" />
          {selected && maps.length === 1 ? <IconButton label={`Duplicate ${selected.name}`} icon={<Copy />} onClick={() => duplicateMap(selected.id)} /> : null}
          <IconButton label="Add map" icon={<Plus />} onClick={() => addMap(`Map ${maps.length + 1}`)} />
        </div>
      </div>
      <ul aria-label="Maps">
        {[...maps].reverse().map((layer) => (
          <MapItem key={layer.id} layer={layer} selected={layer === selected} />
        ))}
      </ul>
      {selected && maps.length > 1 ? <MapSettings layer={selected} maps={maps} /> : null}
      {selected ? <ModifiersSection layer={selected} /> : null}
      {!selected && top ? (
        <>
          <p className={panel.empty}>You paint on an exemplar’s map now; it is shown in another colour.</p>
          <Button onClick={() => setTarget({ of: 'scene', id: top.id })}>Paint on the scene’s map</Button>
        </>
      ) : null}
    </section>
  );
}
