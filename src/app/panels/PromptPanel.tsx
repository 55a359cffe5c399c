import { Dices, Lock, LockOpen } from 'lucide-react';
import { useState } from 'react';
import { setSetting } from '../../document/commands';
import { useSettings } from '../../document/hooks';
import { offeredMethods } from '../../generation/methods';
import { randomSeed } from '../../generation/randomSeed';
import { IconButton } from '../../ui/Button';
import { MoreButton } from '../../ui/MoreButton';
import { LabelledNumber } from '../../ui/LabelledNumber';
import { SelectField } from '../../ui/SelectField';
import { TextField } from '../../ui/TextField';
import { maximumSeed, maximumSteps } from '../../../workers/protocol/recipe';
import { GeneratePanel } from './GeneratePanel';
import { GlobalStrength } from './methods/GlobalStrength';
import { MethodSettings } from './methods/MethodSettings';
import { MoreSettings } from './methods/MoreSettings';
import styles from './Panel.module.css';

/** Prompt, method, strength and the button that starts the edit. */
export function PromptPanel() {
  const settings = useSettings();
  const [more, setMore] = useState(false);
  return (
    <section className={styles.prompt} aria-label="Generation">
      <TextField label="Prompt" value={settings.prompt} rows={2} maximumLength={4000} placeholder="What the picture should show" onChange={(value) => setSetting('prompt', value)} />
      <TextField label="Negative prompt" value={settings.negativePrompt} rows={1} maximumLength={4000} placeholder="What it should not show" onChange={(value) => setSetting('negativePrompt', value)} />
      <GlobalStrength />
      <GeneratePanel />
      <RunNumbers />
      <SelectField label="Method" inline value={settings.method} options={offeredMethods} onChange={(value) => setSetting('method', value)} />
      <MethodSettings />
      <MoreButton label="More settings" open={more} onToggle={() => setMore(!more)} />
      {more ? <MoreSettings /> : null}
    </section>
  );
}

function RunNumbers() {
  const settings = useSettings();
  const changeSeed = () => setSetting('seed', randomSeed());
  return (
    <div className={styles.numbers}>
      <LabelledNumber label="Steps" value={settings.steps} minimum={1} maximum={maximumSteps} onChange={(value) => setSetting('steps', value)} />
      <LabelledNumber label="Guidance" value={settings.guidance} minimum={0} maximum={50} step={0.5} onChange={(value) => setSetting('guidance', value)} />
      <LabelledNumber label="Seed" value={settings.seed} minimum={0} maximum={maximumSeed} onChange={(value) => setSetting('seed', value)} />
      <IconButton label="Another seed" icon={<Dices />} onClick={changeSeed} />
      <IconButton
        label={settings.seedLocked ? 'The seed stays the same' : 'A new seed after every run'}
        aria-pressed={settings.seedLocked}
        icon={settings.seedLocked ? <Lock /> : <LockOpen />}
        onClick={() => setSetting('seedLocked', !settings.seedLocked)}
      />
    </div>
  );
}
