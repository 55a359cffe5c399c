import type { FoundRepository } from '../../../workers/protocol/store';
import styles from './Models.module.css';
import { form, plural, tr } from '../../../workers/texts/texts';
import { locale } from '../../../workers/texts/languages';

const kinds: Readonly<Record<FoundRepository['kind'], string>> = {
  model: tr`model`,
  graphs: tr`ONNX package`,
  lora: 'LoRA',
  controlnet: 'ControlNet',
  embedding: tr`embedding`,
};

interface HubResultsProps {
  readonly text: string;
  readonly found: readonly FoundRepository[];
  readonly busy: boolean;
  readonly onChoose: (repository: string) => void;
}

/** What a hub answered to a search, each to be looked into. */
export function HubResults({ text, found, busy, onChoose }: HubResultsProps) {
  if (found.length === 0)
    return (
      <p role="status" className={styles.note}>
        {tr`The hub has no picture model of a kind that runs here under “${text}”. Try fewer or other words.`}
      </p>
    );
  return (
    <section className={styles.found} aria-label={tr`Found at the hub`}>
      <p role="status" className={styles.note}>
        {plural(
          found.length,
          form`One repository, the most fetched first. Whether one runs here is told by its report.`,
          form`${found.length} repositories, the most fetched first. Whether one runs here is told by its report.`,
        )}
      </p>
      <ul>
        {found.map(({ repository, kind, downloads, licence, gated }) => {
          const facts = [
            kinds[kind],
            downloads === null ? null : tr`${downloads.toLocaleString(locale())} downloads a month`,
            licence,
            gated ? tr`has terms` : null,
          ].filter(Boolean);
          return (
            <li key={repository}>
              <button
                type="button"
                aria-label={repository}
                aria-description={facts.join(' · ')}
                disabled={busy}
                onClick={() => onChoose(repository)}
              >
                <b>{repository}</b>
                <span>{facts.join(' · ')}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
