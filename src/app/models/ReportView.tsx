import { Check, CircleAlert, CircleX, Info, Minus } from 'lucide-react';
import { bytesInWords } from '../../models/words';
import type { ImportReport, Severity } from '../../../workers/protocol/importReport';
import styles from './Models.module.css';
import { tr } from '../../../workers/texts/texts';

const features = { text: tr`Prompts`, 'image-to-image': tr`Editing pictures`, guides: tr`Guides` } as const;
const severities: readonly { readonly severity: Severity; readonly words: string; readonly Icon: typeof Info }[] = [
  { severity: 'blocks', words: tr`It cannot be used`, Icon: CircleX },
  { severity: 'limits', words: tr`It will not do everything, or not as well`, Icon: CircleAlert },
  { severity: 'note', words: tr`Good to know`, Icon: Info },
];

/** The import report in sentences: what works, what does not and why, and what it is made of. */
export function ReportView({ title, report }: { readonly title: string; readonly report: ImportReport }) {
  const { familyWords, layoutWords, nativeSize, scheduler, estimatedMemoryBytes, findings } = report;
  return (
    <>
      <header>
        <h3 className={styles.title}>{title}</h3>
        <p className={styles.facts}>
          {tr`${familyWords} · ${layoutWords} · ${nativeSize.width} × ${nativeSize.height} · ${scheduler} · needs about ${bytesInWords(estimatedMemoryBytes)} of memory`}
        </p>
      </header>
      <ul className={styles.works} aria-label={tr`What works`}>
        {report.features.map(({ feature, works, words }) => (
          <li key={feature} data-works={works}>
            {works ? <Check aria-hidden /> : <Minus aria-hidden />}
            <span>
              <b>{features[feature]}</b>: {works ? tr`yes` : tr`no`}
              {words ? ` · ${words}` : ''}
            </span>
          </li>
        ))}
      </ul>
      {severities.map(({ severity, words, Icon }) => {
        const those = findings.filter((finding) => finding.severity === severity);
        if (those.length === 0) return null;
        return (
          <section key={severity} className={styles.findings} data-severity={severity} aria-label={words}>
            <h4>{words}</h4>
            <ul>
              {those.map(({ code, part, message, hint }, index) => (
                <li key={`${index} ${code} ${part ?? ''}`}>
                  <Icon aria-hidden />
                  <span>
                    {message}
                    {hint ? <em> {hint}</em> : null}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      <Parts report={report} />
    </>
  );
}

function Parts({ report }: { readonly report: ImportReport }) {
  return (
    <table className={styles.parts}>
      <caption>{tr`What it is made of`}</caption>
      <thead>
        <tr>
          <th scope="col">{tr`Part`}</th>
          <th scope="col">{tr`File`}</th>
          <th scope="col">{tr`Precision`}</th>
          <th scope="col">{tr`Size`}</th>
        </tr>
      </thead>
      <tbody>
        {report.parts.map(({ part, words, graph, precision, sizeBytes }) => (
          <tr key={part}>
            <th scope="row">{words}</th>
            <td>{graph}</td>
            <td>{precision}</td>
            <td>{sizeBytes === null ? tr`not told` : bytesInWords(sizeBytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
