import { WandSparkles } from 'lucide-react';
import { actionById } from '../../../actions/registry';
import { setSetting } from '../../../document/commands';
import type { AutomaticMapKnobs } from '../../../document/documentState';
import { useSettings } from '../../../document/hooks';
import { ablations, editPlaces } from '../../../generation/methods/methods';
import { PercentField } from '../../../ui/PercentField';
import { SelectField } from '../../../ui/SelectField';
import { ActionButton } from '../../ActionButton';
import { tr } from '../../../../workers/texts/texts';

/** What the automatic map takes for an edit; how a map is found has a place of its own, to which a button leads. */
export function AutomaticMapSettings() {
  const { automaticMap: knobs } = useSettings();
  const set = (change: Partial<AutomaticMapKnobs>) => setSetting('automaticMap', { ...knobs, ...change });
  return (
    <>
      <ActionButton action={actionById('find-change')} icon={<WandSparkles />} />
      <SelectField label={tr`Edits`} value={knobs.where} options={editPlaces} onChange={(where) => set({ where })} />
      <PercentField
        label={tr`Freedom of the edit`}
        about={tr`Encoding ratio: how far the picture is turned back into noise before it is drawn anew. It takes the place of the global strength.`}
        value={knobs.encodingRatio}
        minimum={1}
        onChange={(encodingRatio) => set({ encodingRatio })}
      />
      <SelectField label={tr`Left out`} value={knobs.ablation} options={ablations} onChange={(ablation) => set({ ablation })} />
    </>
  );
}
