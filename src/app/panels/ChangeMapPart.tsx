import { Copy, Download, Ellipsis, Grid3x3, Layers2, Plus, Upload, WandSparkles, Waves } from 'lucide-react';
import { useStore } from 'zustand';
import { actionById } from '../../actions/registry';
import { mapViewStore, setMapView } from '../../changemap/mapView';
import { duplicateMap } from '../../changemap/mergeMaps';
import { documentStore } from '../../document/documentStore';
import { addMap } from '../../document/mapCommands';
import { IconButton } from '../../ui/Button';
import { Disclosure, DisclosureItem } from '../../ui/Disclosure';
import { ActionItem } from '../ActionItem';
import { MapPanel } from '../lazyParts';
import { Part } from './Part';
import { tr } from '../../../workers/texts/texts';

/** The scene's change maps: how they are made and how they meet. */
export function ChangeMapPart() {
  const hasPicture = useStore(documentStore, (state) => state.picture !== null);
  const maps = useStore(documentStore, (state) => state.maps.length);
  return (
    <Part
      name="map"
      title={tr`Change map`}
      note={maps > 1 ? tr`${maps} maps` : undefined}
      opens
      actions={
        hasPicture ? (
          <>
            <IconButton label={tr`Add map`} icon={<Plus />} onClick={() => addMap(tr`Map ${maps + 1}`)} />
            <MapMenu />
          </>
        ) : null
      }
    >
      <MapPanel />
    </Part>
  );
}

function MapMenu() {
  const { isolines, grid } = useStore(mapViewStore);
  const target = useStore(documentStore, (state) => state.target);
  const selected = useStore(documentStore, (state) => (target.of === 'scene' ? state.maps.find(({ id }) => id === target.id) : undefined));
  return (
    <Disclosure
      label={tr`More about the change map`}
      align="end"
      trigger={<IconButton label={tr`More about the change map`} icon={<Ellipsis />} />}
    >
      <ActionItem action={actionById('import-change-map')} icon={<Upload />} />
      <ActionItem action={actionById('export-change-map')} icon={<Download />} />
      <ActionItem action={actionById('map-from')} icon={<Layers2 />} />
      <ActionItem action={actionById('find-change')} icon={<WandSparkles />} />
      {selected ? (
        <DisclosureItem label={tr`Duplicate ${selected.name}`} icon={<Copy />} onChoose={() => duplicateMap(selected.id)} />
      ) : null}
      <DisclosureItem label={tr`Step lines`} icon={<Waves />} checked={isolines} onChoose={() => setMapView({ isolines: !isolines })} />
      <DisclosureItem
        label={tr`Cells of the model`}
        about={tr`The map acts on each of them as a whole`}
        icon={<Grid3x3 />}
        checked={grid}
        onChoose={() => setMapView({ grid: !grid })}
      />
    </Disclosure>
  );
}
