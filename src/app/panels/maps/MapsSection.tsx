import { documentStore } from '../../../document/documentStore';
import { setTarget } from '../../../document/exemplarCommands';
import type { MapLayer } from '../../../document/mapLayer';
import { Button } from '../../../ui/Button';
import panel from '../Panel.module.css';
import { MapItem } from './MapItem';
import { MapSettings } from './MapSettings';
import { tr } from '../../../../workers/texts/texts';

interface MapsSectionProps {
  readonly maps: readonly MapLayer[];
  readonly selected: MapLayer | undefined;
}

/** The scene's change maps where there are several, the topmost first, and what the chosen one is set to. */
export function MapsSection({ maps, selected }: MapsSectionProps) {
  return (
    <section className={panel.section} aria-label={tr`Maps`}>
      {maps.length > 1 ? (
        <ul aria-label={tr`Maps`}>
          {[...maps].reverse().map((layer) => (
            <MapItem key={layer.id} layer={layer} selected={layer === selected} />
          ))}
        </ul>
      ) : null}
      {selected && maps.length > 1 ? <MapSettings layer={selected} maps={maps} /> : null}
      {selected ? null : (
        <>
          <p className={panel.soft}>{tr`You paint on an exemplar’s map or a guide now.`}</p>
          <Button onClick={paintOnScene}>{tr`Paint on the scene’s map`}</Button>
        </>
      )}
    </section>
  );
}

function paintOnScene(): void {
  const top = documentStore.getState().maps.at(-1);
  if (top) setTarget({ of: 'scene', id: top.id });
}
