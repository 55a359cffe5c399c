import { useStore } from 'zustand';
import { isDark, setTheme, themeStore } from '../../actions/theme';
import { mapViewStore, setMapView } from '../../changemap/mapView';
import { Segmented } from '../../ui/Segmented';
import { SliderField } from '../../ui/SliderField';
import { ToggleSwitch } from '../../ui/ToggleSwitch';
import { Setting } from './Setting';

/** Theme, and how the change map lies over the picture. */
export function LookPage() {
  const theme = useStore(themeStore, (state) => state.theme);
  const { fill, isolines, every } = useStore(mapViewStore);
  return (
    <>
      <Setting title="Theme" about={theme === 'system' ? `As the system has it, now ${isDark() ? 'dark' : 'light'}.` : `Always ${theme}.`}>
        <Segmented
          label="Theme"
          value={theme}
          options={[
            { value: 'system', label: 'System' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          onChange={setTheme}
        />
      </Setting>
      <Setting title="Change map over the picture" about="Neither changes the picture’s colours.">
        <Segmented
          label="Change map over the picture"
          value={fill}
          options={[
            { value: 'hatching', label: 'Hatched' },
            { value: 'mist', label: 'Mist outside' },
          ]}
          onChange={(next) => setMapView({ fill: next })}
        />
      </Setting>
      <Setting title="Step lines" about="Where another step is the first to change, in methods that spread their steps over the greys.">
        <ToggleSwitch label="Step lines" checked={isolines} onChange={(next) => setMapView({ isolines: next })} />
      </Setting>
      {isolines ? (
        <SliderField
          label="Steps between lines"
          about="More leaves more room between the lines; 1 shows where every step begins."
          value={every}
          minimum={1}
          maximum={20}
          onChange={(next) => setMapView({ every: next })}
        />
      ) : null}
    </>
  );
}
