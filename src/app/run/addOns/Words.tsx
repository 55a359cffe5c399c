import { putIntoPrompt } from '../../../addOns/loraCommands';
import { useSettings } from '../../../document/hooks';
import styles from './AddOns.module.css';
import { tr } from '../../../../workers/texts/texts';

interface WordsProps {
  /** What they are: "Trigger words of night". */
  readonly label: string;
  readonly words: readonly string[];
}

/** Words that a click puts into the prompt; those that stand there are marked. */
export function Words({ label, words }: WordsProps) {
  const prompt = useSettings().prompt.toLowerCase();
  if (words.length === 0) return null;
  return (
    <div className={styles.words} role="group" aria-label={label}>
      {words.map((word) => {
        const said = prompt.includes(word.toLowerCase());
        return (
          <button
            key={word}
            type="button"
            className={styles.word}
            aria-pressed={said}
            title={said ? tr`It stands in the prompt` : tr`Put this into the prompt`}
            onClick={() => putIntoPrompt(word)}
          >
            {word}
          </button>
        );
      })}
    </div>
  );
}
