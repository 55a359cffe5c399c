import { setSettings } from '../../document/commands';
import type { Settings } from '../../document/documentState';
import { tr } from '../../../workers/texts/texts';

interface Preset {
  readonly label: string;
  readonly about: string;
  readonly change: Partial<Settings>;
}

/** Settings that go together, to begin from. */
export const presets: readonly Preset[] = [
  {
    label: tr`Melt in`,
    about: tr`An exemplar keeps its likeness and takes on the light of the scene.`,
    change: { method: 'exemplar-blend', exemplarPasses: 'single', strength: 0.6, thresholdCurve: 'linear', colourMatch: 0.3 },
  },
  {
    label: tr`Object swap`,
    about: tr`Something else in the place of what is painted.`,
    change: { method: 'differential', futureHinting: true, strength: 1, thresholdCurve: 'linear', colourMatch: 0 },
  },
  {
    label: tr`Subtle clean-up`,
    about: tr`Small changes close to what is there.`,
    change: {
      method: 'differential',
      futureHinting: true,
      strength: 0.4,
      thresholdCurve: 'quadratic',
      colourMatch: 0.5,
      edgeSoftnessPx: 4,
    },
  },
];

/** Takes over a preset's settings, as one entry of the history. */
export const applyPreset = ({ label, change }: Preset): void => setSettings(change, label);
