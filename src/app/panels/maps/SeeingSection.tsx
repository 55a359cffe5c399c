import { useState } from 'react';
import { useStore } from 'zustand';
import { mapViewStore, setMapView } from '../../../canvas/mapView';
import { palettes, type PaletteName } from '../../../canvas/scene/palettes';
import { setOverlay, viewStore } from '../../../canvas/viewStore';
import { useSettings } from '../../../document/hooks';
import { MoreButton } from '../../../ui/MoreButton';
import { Segmented } from '../../../ui/Segmented';
import { SelectField } from '../../../ui/SelectField';
import { SliderField } from '../../../ui/SliderField';
import { SwitchField } from '../../../ui/SwitchField';
import panel from '../Panel.module.css';

const paletteOptions = (Object.keys(palettes) as PaletteName[]).map((value) => ({ value, label: palettes[value].label }));

/** How the map is shown over the picture: as colour, as lines at the steps, with the cells of the model. */
export function SeeingSection() {
  const overlay = useStore(viewStore, (state) => state.overlay);
  const { palette, isolines, every, grid } = useStore(mapViewStore);
  const { steps } = useSettings();
  const [more, setMore] = useState(false);
  return (
    <section className={panel.section} aria-label="Seeing it">
      <h2 className={panel.title}>Show</h2>
      <Segmented
        label="Show"
        value={overlay.mode}
        options={[
          { value: 'picture', label: 'Picture' },
          { value: 'overlay', label: 'Both' },
          { value: 'map', label: 'Map' },
        ]}
        onChange={(mode) => setOverlay({ mode })}
      />
      <SwitchField label="Lines at the steps" about="Isolines: each runs where another step is the first to change the picture, for the steps, strength and curve as they are set." checked={isolines} onChange={(next) => setMapView({ isolines: next })} />
      {isolines ? <SliderField label="A line every" unit="st." value={Math.min(every, steps)} minimum={1} maximum={Math.max(2, Math.min(20, steps))} onChange={(next) => setMapView({ every: next })} /> : null}
      <MoreButton label="Colours and cells" open={more} onToggle={() => setMore(!more)} />
      {more ? (
        <>
          <SliderField label="Overlay opacity" unit="%" value={Math.round(overlay.opacity * 100)} minimum={5} maximum={100} onChange={(value) => setOverlay({ opacity: value / 100 })} />
          <SelectField label="Colours" inline value={palette} options={paletteOptions} onChange={(next) => setMapView({ palette: next })} />
          <SwitchField label="Cells of the model" about="The latent grid over the generation area: the model works on these cells, and the map acts on each as a whole." checked={grid} onChange={(next) => setMapView({ grid: next })} />
        </>
      ) : null}
    </section>
  );
}
