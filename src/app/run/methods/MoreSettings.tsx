import { methods } from '../../../../workers/protocol/methods';
import { useStore } from 'zustand';
import { setSetting } from '../../../document/commands';
import { useSettings } from '../../../document/hooks';
import { setByHand } from '../../../models/modelSettings';
import { mapReductions, ownScheduler, schedulers, thresholdCurves } from '../../../generation/methods/methods';
import { spreadsSteps } from '../../../generation/methods/whatCounts';
import { findsMap } from '../../../generation/methods/findsMap';
import { applyPreset, presets } from '../../../generation/methods/presets';
import { packageStore } from '../../../models/packageStore';
import { Button } from '../../../ui/Button';
import { SelectField } from '../../../ui/SelectField';
import { PixelsField } from '../../../ui/PixelsField';
import { SliderField } from '../../../ui/SliderField';
import { SwitchField } from '../../../ui/SwitchField';
import panel from '../../panels/Panel.module.css';
import styles from './Methods.module.css';
import { GroundSettings } from './GroundSettings';
import { RefinerSettings } from './RefinerSettings';
import { PercentField } from '../../../ui/PercentField';
import { tr } from '../../../../workers/texts/texts';

/** What is rarely needed: how the steps are made, and how the result meets the picture. */
export function MoreSettings() {
  const settings = useSettings();
  const takesBeside = useStore(packageStore, (state) => state.summary?.takesBeside);
  const { method } = settings;
  return (
    <div className={styles.more}>
      <div className={styles.presets} role="group" aria-label={tr`Presets`}>
        {presets.map((preset) => (
          <Button key={preset.label} title={preset.about} onClick={() => applyPreset(preset)}>
            {preset.label}
          </Button>
        ))}
      </div>
      {methods[method].ownLevels && !findsMap(settings) ? null : (
        <SelectField
          label={tr`Scheduler`}
          value={settings.scheduler ?? ownScheduler}
          options={schedulers}
          onChange={(value) => setByHand('scheduler', value === ownScheduler ? null : value)}
        />
      )}
      {methods[method].ownLevels && settings.scheduler !== 'DDIMScheduler' ? (
        <p className={panel.soft}>
          {findsMap(settings)
            ? tr`The scheduler says at which noise the sentences are compared; the edit goes by DDIM steps, which can be turned back.`
            : tr`This method goes by DDIM steps, which can be turned back, whatever the model’s scheduler is.`}
        </p>
      ) : null}
      {spreadsSteps(settings) ? (
        <SelectField
          label={tr`Threshold curve`}
          value={settings.thresholdCurve}
          options={thresholdCurves}
          onChange={(value) => setSetting('thresholdCurve', value)}
        />
      ) : null}
      <GroundSettings />
      <RefinerSettings />
      <SelectField
        label={tr`Map to latents`}
        value={settings.mapReduction}
        options={mapReductions}
        onChange={(value) => setSetting('mapReduction', value)}
      />
      <PercentField
        label={tr`Colour match`}
        about={tr`How far the edited part's colours are brought to those of its unchanged surroundings.`}
        value={settings.colourMatch}
        onChange={(value) => setSetting('colourMatch', value)}
      />
      <PercentField
        label={tr`Source detail`}
        about={tr`How much of the picture's own grain and tone, which the model's autoencoder loses, comes back where little was changed.`}
        value={settings.sourceDetail}
        onChange={(value) => setSetting('sourceDetail', value)}
      />
      <PixelsField
        label={tr`Edge softness`}
        about={tr`How softly the edited part melts into the picture at its edge. It works inwards: nothing outside the map changes.`}
        value={settings.edgeSoftnessPx}
        minimum={0}
        maximum={256}
        onChange={(value) => setSetting('edgeSoftnessPx', value)}
      />
      {takesBeside === 'picture' ? (
        <SliderField
          label={tr`Picture guidance`}
          about={tr`How closely this model, which edits by instruction, keeps to the picture. More keeps more of it.`}
          value={settings.imageGuidance}
          minimum={1}
          maximum={10}
          step={0.1}
          onChange={(value) => setSetting('imageGuidance', value)}
        />
      ) : null}
      <PercentField
        label={tr`Guidance rescale`}
        about={tr`Takes back the contrast that strong guidance adds.`}
        value={settings.guidanceRescale}
        onChange={(value) => setSetting('guidanceRescale', value)}
      />
      {method === 'differential' ? (
        <SwitchField
          label={tr`Future hinting`}
          about={tr`Shows the model, from the first step on, what will stay. Off is the paper's ablation.`}
          checked={settings.futureHinting}
          onChange={(value) => setSetting('futureHinting', value)}
        />
      ) : null}
    </div>
  );
}
