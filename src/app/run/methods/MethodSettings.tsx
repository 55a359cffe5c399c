import { setSetting } from '../../../document/commands';
import { useSettings } from '../../../document/hooks';
import { methods } from '../../../../workers/protocol/methods';
import { useStore } from 'zustand';
import { documentStore } from '../../../document/documentStore';
import { exemplarPasses } from '../../../generation/methods/methods';
import { costInWords, nextCost } from '../../../generation/nextCost';
import { packageStore } from '../../../models/packageStore';
import { SelectField } from '../../../ui/SelectField';
import panel from '../../panels/Panel.module.css';
import { AutomaticMapSettings } from './AutomaticMapSettings';
import styles from './Methods.module.css';
import { OptimisationSettings } from './OptimisationSettings';
import { PercentField } from '../../../ui/PercentField';
import { tr } from '../../../../workers/texts/texts';

/** What the chosen method does, and what only it takes. */
export function MethodSettings() {
  const { method } = useSettings();
  return (
    <section className={styles.method} aria-label={tr`Settings of the method`}>
      <p className={panel.soft}>{methods[method].about}</p>
      <Own />
      <Cost />
    </section>
  );
}

/** What the next run computes, before it does. */
function Cost() {
  const document = useStore(documentStore);
  const summary = useStore(packageStore, (state) => state.summary);
  const words = summary ? costInWords(nextCost(document, summary)) : '';
  return words ? <p className={panel.soft}>{words}.</p> : null;
}

function Own() {
  const settings = useSettings();
  switch (settings.method) {
    case 'automatic-map':
      return <AutomaticMapSettings />;
    case 'guided-optimisation':
      return <OptimisationSettings />;
    case 'exemplar-blend':
      return (
        <SelectField
          label={tr`Passes`}
          value={settings.exemplarPasses}
          options={exemplarPasses}
          onChange={(value) => setSetting('exemplarPasses', value)}
        />
      );
    case 'blended-inpaint':
      return (
        <PercentField
          label={tr`Counts from`}
          about={tr`Threshold: the map is taken for full change from this strength on, and for none below it.`}
          value={settings.inpaintThreshold}
          onChange={(value) => setSetting('inpaintThreshold', value)}
        />
      );
    default:
      return null;
  }
}
