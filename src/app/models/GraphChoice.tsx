import type { ImportReport } from '../../../workers/protocol/importReport';
import type { InspectRequest } from '../../../workers/protocol/store';
import { RadioChoice } from './RadioChoice';
import { tr } from '../../../workers/texts/texts';

type Wishes = NonNullable<InspectRequest['wishes']>;
type Precision = NonNullable<Wishes['precision']>;

const words: Readonly<Record<Precision, string>> = {
  fp32: tr`Single precision (fp32): exact, and the largest`,
  fp16: tr`Half precision (fp16): half the size`,
  q4: tr`4 bits (q4): the smallest that keeps its sums in single precision`,
  q4f16: tr`4 bits in half precision (q4f16): the smallest`,
  bnb4: tr`4 bits of another kind (bnb4)`,
  int8: tr`8 bits (int8): for the processor`,
};

/** The precisions that a model's files come in, by their names or folders; a file without a word about it is in single precision. */
function precisionsOf({ parts }: ImportReport): readonly Precision[] {
  const named = new Set(parts.flatMap(({ choices }) => (choices.length > 1 ? choices.map((choice) => choice.named ?? 'fp32') : [])));
  return (Object.keys(words) as Precision[]).filter((precision) => named.has(precision));
}

interface GraphChoiceProps {
  readonly report: ImportReport;
  readonly wishes: Wishes;
  readonly busy: boolean;
  readonly onChange: (wishes: Wishes) => void;
}

/** Where a model's networks come in several files: which precision is taken, and which of files of one precision. */
export function GraphChoice({ report, wishes, busy, onChange }: GraphChoiceProps) {
  const precisions = precisionsOf(report);
  const taken = report.parts.find(({ part }) => part === 'unet');
  const now = wishes.precision ?? taken?.choices.find(({ graph }) => graph === taken.graph)?.named ?? 'fp32';
  const doubled = report.parts.filter(({ choices }) => new Set(choices.map(({ named }) => named ?? 'fp32')).size < choices.length);
  return (
    <>
      {precisions.length > 1 ? (
        <RadioChoice
          legend={tr`Precision of its files`}
          disabled={busy}
          options={precisions.map((precision) => ({
            key: precision,
            value: precision,
            label: words[precision],
            checked: now === precision,
          }))}
          onChoose={(precision) => onChange({ ...wishes, precision, graphs: {} })}
        />
      ) : null}
      {doubled.map(({ part, words: called, graph, choices }) => (
        <RadioChoice
          key={part}
          legend={tr`There are several files for the ${called}`}
          disabled={busy}
          options={choices.map((choice) => ({
            key: choice.graph,
            value: choice.graph,
            label: choice.graph,
            checked: choice.graph === graph,
          }))}
          onChoose={(chosen) => onChange({ ...wishes, graphs: { ...wishes.graphs, [part]: chosen } })}
        />
      ))}
    </>
  );
}
