import { CircleDashed, Contrast, EyeOff, Waves } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { mapViewStore, setMapView, type MapView } from '../../changemap/mapView';
import { IconButton } from '../../ui/Button';
import { Tip } from '../../ui/Tip';
import styles from './Band.module.css';
import { HatchIcon } from './HatchIcon';
import { tr } from '../../../workers/texts/texts';

interface Look {
  readonly value: string;
  readonly label: string;
  readonly about: string;
  readonly keys?: string;
  readonly icon: ReactNode;
  readonly change: Partial<MapView>;
}

const looks: readonly Look[] = [
  {
    value: 'hatching',
    label: tr`Hatched`,
    about: tr`Hatched: the denser, the more may change`,
    icon: <HatchIcon />,
    change: { mode: 'over', fill: 'hatching' },
  },
  {
    value: 'mist',
    label: tr`Mist outside`,
    about: tr`Mist outside: what may change keeps its colours`,
    icon: <CircleDashed />,
    change: { mode: 'over', fill: 'mist' },
  },
  { value: 'map', label: tr`Map alone`, about: tr`The map alone, in greys`, keys: 'Alt+\\', icon: <Contrast />, change: { mode: 'map' } },
  { value: 'none', label: tr`Not shown`, about: tr`The picture alone`, keys: '\\', icon: <EyeOff />, change: { mode: 'none' } },
];

/** How the change map is shown. */
export function MapLook() {
  const { mode, fill, isolines } = useStore(mapViewStore);
  return (
    <div className={styles.cluster}>
      <RadioGroup.Root
        className={styles.looks}
        aria-label={tr`Show the change map`}
        orientation="horizontal"
        value={mode === 'over' ? fill : mode}
        onValueChange={(next) => {
          const look = looks.find(({ value }) => value === next);
          if (look) setMapView(look.change);
        }}
      >
        {looks.map(({ value, label, about, keys, icon }) => (
          <Tip key={value} text={about} keys={keys} side="top">
            <RadioGroup.Item value={value} className={styles.look} aria-label={label}>
              {icon}
            </RadioGroup.Item>
          </Tip>
        ))}
      </RadioGroup.Root>
      <span className={styles.rule} aria-hidden />
      <IconButton
        label={tr`Step lines`}
        about={tr`Lines where another step is the first to change`}
        icon={<Waves />}
        aria-pressed={isolines}
        onClick={() => setMapView({ isolines: !isolines })}
      />
    </div>
  );
}
