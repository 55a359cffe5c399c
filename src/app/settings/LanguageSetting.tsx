import { useState } from 'react';
import { languageNames } from '../../../workers/texts/languages';
import { tr } from '../../../workers/texts/texts';
import { settleSaves } from '../../document/storage/keeperInUse';
import { chosenLanguage, keepLanguage, offeredLanguages, type LanguageChoice } from '../../ui/language';
import { reportToUser } from '../../ui/notices';
import { SelectField } from '../../ui/SelectField';
import { Setting } from './Setting';

/** The language of the studio; a choice saves everything and loads the page again. Nothing where English is the only one. */
export function LanguageSetting({ reload = () => location.reload() }: { readonly reload?: () => void }) {
  const [choice, setChoice] = useState(chosenLanguage);
  if (offeredLanguages().length < 2) return null;
  const choose = async (next: LanguageChoice): Promise<void> => {
    if (!keepLanguage(next)) return;
    setChoice(next);
    await settleSaves();
    reload();
  };
  return (
    <Setting title={tr`Language`} about={tr`All is saved first; then the page is loaded again.`}>
      <SelectField<LanguageChoice>
        label={tr`Language`}
        bare
        value={choice}
        options={[
          { value: 'system', label: tr`System` },
          ...offeredLanguages().map((code) => ({ value: code, label: languageNames[code] })),
        ]}
        onChange={(next) => void choose(next).catch(reportToUser)}
      />
    </Setting>
  );
}
