import { ChevronDown, Dices, LayoutGrid, Lock, LockOpen } from 'lucide-react';
import { useStore } from 'zustand';
import { actionById } from '../../actions/registry';
import { setRunOpen } from '../../actions/layoutStore';
import { setSetting } from '../../document/commands';
import { useSettings } from '../../document/hooks';
import { setByHand } from '../../models/modelSettings';
import { liveStore } from '../../generation/live/liveStore';
import { offeredMethods } from '../../generation/methods/methods';
import { randomSeed } from '../../generation/queue/randomSeed';
import { IconButton } from '../../ui/Button';
import { LabelledNumber } from '../../ui/LabelledNumber';
import { SelectField } from '../../ui/SelectField';
import { TextField } from '../../ui/TextField';
import { methods } from '../../../workers/protocol/methods';
import { maximumSeed, maximumSteps } from '../../../workers/protocol/recipe';
import { ActionButton } from '../ActionButton';
import { AddOnSettings } from './addOns/AddOnSettings';
import { GlobalStrength } from './methods/GlobalStrength';
import { MethodSettings } from './methods/MethodSettings';
import { MoreSettings } from './methods/MoreSettings';
import { Sweeps } from './methods/Sweeps';
import { SeedCount } from './SeedCount';
import styles from './Run.module.css';
import { tr } from '../../../workers/texts/texts';

/** How the run is made: everything that it takes beside prompt and pixels. */
export function RunSettings() {
  const settings = useSettings();
  return (
    <section className={styles.settings} aria-label={tr`How it is made`}>
      <div className={styles.heading}>
        <h2>{tr`How it is made`}</h2>
        <IconButton label={tr`Fold the settings of the run`} icon={<ChevronDown />} onClick={() => setRunOpen(false)} />
      </div>
      <SelectField label={tr`Method`} value={settings.method} options={offeredMethods} onChange={(value) => setSetting('method', value)} />
      <ActionButton action={actionById('choose-method')} icon={<LayoutGrid />} />
      <MethodSettings />
      {methods[settings.method].ownLevels ? null : <GlobalStrength />}
      <RunNumbers />
      <TextField
        label={tr`Negative prompt`}
        hint={tr`what it should not show`}
        value={settings.negativePrompt}
        rows={1}
        maximumLength={4000}
        onChange={(value) => setSetting('negativePrompt', value)}
      />
      <AddOnSettings />
      <MoreSettings />
      <Sweeps />
    </section>
  );
}

function RunNumbers() {
  const settings = useSettings();
  const live = useStore(liveStore, (state) => state.on);
  const locked = settings.seedLocked || live;
  return (
    <>
      <div className={styles.numbers}>
        <LabelledNumber
          label={tr`Steps`}
          about={tr`In how many steps the picture is made: more take longer and show finer greys of the map.`}
          value={settings.steps}
          minimum={1}
          maximum={maximumSteps}
          onChange={(value) => setByHand('steps', value)}
        />
        <LabelledNumber
          label={tr`Guidance`}
          about={tr`How closely it follows the prompt: more is closer, with harder contrasts; 1 leaves the prompt to itself.`}
          value={settings.guidance}
          minimum={0}
          maximum={50}
          step={0.5}
          onChange={(value) => setByHand('guidance', value)}
        />
        <SeedCount />
      </div>
      <div className={styles.seed}>
        <LabelledNumber
          label={tr`Seed`}
          about={tr`Where chance begins: the same seed with the same settings gives the same picture.`}
          value={settings.seed}
          minimum={0}
          maximum={maximumSeed}
          onChange={(value) => setSetting('seed', value)}
        />
        <IconButton label={tr`Another seed`} icon={<Dices />} onClick={() => setSetting('seed', randomSeed())} />
        <IconButton
          label={live ? tr`The seed stays the same while live` : locked ? tr`The seed stays the same` : tr`A new seed after every run`}
          aria-pressed={locked}
          disabled={live}
          icon={locked ? <Lock /> : <LockOpen />}
          onClick={() => setSetting('seedLocked', !settings.seedLocked)}
        />
      </div>
    </>
  );
}
