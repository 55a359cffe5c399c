import { fitting } from '../../../addOns/keptAddOns';
import { readTags, unfinishedTag } from '../../../addOns/promptTags';
import { runAddOns } from '../../../addOns/runAddOns';
import { useAddOns } from '../../../addOns/useAddOns';
import { setSettings } from '../../../document/commands';
import { useSettings } from '../../../document/hooks';
import styles from './AddOns.module.css';
import { tr } from '../../../../workers/texts/texts';

/** Below the prompt, while it names LoRAs: names that go on as a tag begins, and what the finished tags come to. */
export function PromptTags({ className = '' }: { readonly className?: string | undefined }) {
  const settings = useSettings();
  const { prompt, negativePrompt } = settings;
  const { kept, model } = useAddOns();
  const begun = unfinishedTag(prompt);
  if (model === null || (begun === null && readTags(prompt + negativePrompt).tags.length === 0)) return null;
  const wanted = begun?.name.toLowerCase() ?? null;
  const offers = wanted === null ? [] : fitting(kept, 'lora', model).filter(({ title }) => title.toLowerCase().includes(wanted));
  const { loras, tagNotes } = runAddOns(settings, kept, model);
  const said = loras.filter(({ sha256, strength }) => !settings.loras.some((one) => one.sha256 === sha256 && one.strength === strength));
  return (
    <div className={`${styles.tags} ${className}`}>
      {begun && offers.length > 0 ? (
        <div className={styles.words} role="group" aria-label={tr`LoRAs of that name`}>
          {offers.slice(0, 12).map(({ sha256, title, facts: { strength } }) => (
            <button
              key={sha256}
              type="button"
              className={styles.word}
              onClick={() =>
                setSettings({ prompt: `${prompt.slice(0, begun.at)}<lora:${title}:${strength}>${prompt.slice(begun.end)}` }, 'Prompt')
              }
            >
              {title}
            </button>
          ))}
        </div>
      ) : null}
      {said.length > 0 ? (
        <p className={styles.soft}>
          {tr`From the prompt: `}
          {said.map(({ name, strength }) => `${name} ${strength}`).join(', ')}
        </p>
      ) : null}
      {tagNotes.map((note) => (
        <p key={note} className={styles.warning} role="note">
          {note}
        </p>
      ))}
    </div>
  );
}
