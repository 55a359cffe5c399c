import { useStore } from 'zustand';
import { isDark, setTheme, themeStore } from '../../actions/theme';
import { mapViewStore, setMapView } from '../../changemap/mapView';
import { Segmented } from '../../ui/Segmented';
import { SliderField } from '../../ui/SliderField';
import { ToggleSwitch } from '../../ui/ToggleSwitch';
import { LanguageSetting } from './LanguageSetting';
import { Setting } from './Setting';
import { tr } from '../../../workers/texts/texts';

/** Theme, and how the change map lies over the picture. */
export function LookPage() {
  const theme = useStore(themeStore, (state) => state.theme);
  const { fill, isolines, every } = useStore(mapViewStore);
  return (
    <>
      <Setting
        title={tr`Theme`}
        about={
          theme === 'system'
            ? isDark()
              ? tr`As the system has it, now dark.`
              : tr`As the system has it, now light.`
            : theme === 'dark'
              ? tr`Always dark.`
              : tr`Always light.`
        }
      >
        <Segmented
          label={tr`Theme`}
          value={theme}
          options={[
            { value: 'system', label: tr`System` },
            { value: 'light', label: tr`Light` },
            { value: 'dark', label: tr`Dark` },
          ]}
          onChange={setTheme}
        />
      </Setting>
      <LanguageSetting />
      <Setting title={tr`Change map over the picture`} about={tr`Neither changes the picture’s colours.`}>
        <Segmented
          label={tr`Change map over the picture`}
          value={fill}
          options={[
            { value: 'hatching', label: tr`Hatched` },
            { value: 'mist', label: tr`Mist outside` },
          ]}
          onChange={(next) => setMapView({ fill: next })}
        />
      </Setting>
      <Setting
        title={tr`Step lines`}
        about={tr`Where another step is the first to change, in methods that spread their steps over the greys.`}
      >
        <ToggleSwitch label={tr`Step lines`} checked={isolines} onChange={(next) => setMapView({ isolines: next })} />
      </Setting>
      {isolines ? (
        <SliderField
          label={tr`Steps between lines`}
          about={tr`More leaves more room between the lines; 1 shows where every step begins.`}
          value={every}
          minimum={1}
          maximum={20}
          onChange={(next) => setMapView({ every: next })}
        />
      ) : null}
    </>
  );
}
