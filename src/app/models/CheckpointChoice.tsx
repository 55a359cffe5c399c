import {
  checkpointKinds,
  type CheckpointChoices,
  type CheckpointKindName,
  type CheckpointPrecision,
} from '../../../workers/protocol/checkpoint';
import type { ImportReport } from '../../../workers/protocol/importReport';
import { bytesInWords } from '../../models/words';
import { RadioChoice } from './RadioChoice';
import { tr } from '../../../workers/texts/texts';

type Offered = NonNullable<ImportReport['checkpoint']>;

const precisions: Readonly<Record<CheckpointPrecision, readonly [name: string, about: string]>> = {
  fp16: [tr`As it lies`, tr`computed in half precision, as the model was published`],
  fp32: [tr`Single precision`, tr`exact, and takes the most memory`],
  q8: [tr`8 bits`, tr`close to lossless at half the memory`],
  q4: [tr`4 bits`, tr`for little memory; fine detail suffers a little`],
};

const kinds: Readonly<Record<CheckpointKindName, string>> = {
  ordinary: tr`Twenty and more, as most models`,
  lcm: tr`A few, as a latent consistency model (LCM)`,
  turbo: tr`A few, as Turbo`,
  lightning: tr`A few, as Lightning`,
  hyper: tr`A few, as Hyper`,
};

/** What the studio would choose by itself. */
export function proposedChoices(offered: Offered | undefined): CheckpointChoices {
  const precision = offered?.precisions.find(({ proposed }) => proposed)?.precision;
  const prediction = offered?.prediction === 'unknown' ? offered.guessed : null;
  return { ...(precision && { precision }), ...(prediction && { prediction }) };
}

interface CheckpointChoiceProps {
  readonly offered: Offered;
  readonly choices: CheckpointChoices;
  readonly onChange: (choices: CheckpointChoices) => void;
}

/** How a checkpoint is kept and computed, with what each way takes; and what its UNet predicts, where the file cannot tell. */
export function CheckpointChoice({ offered, choices, onChange }: CheckpointChoiceProps) {
  return (
    <>
      <RadioChoice
        legend={tr`Precision`}
        options={offered.precisions.map(({ precision, diskBytes, memoryBytes, proposed }) => {
          const [name, about] = precisions[precision];
          const disk = diskBytes > 0 ? tr`${bytesInWords(diskBytes)} more on disk` : tr`nothing more on disk`;
          const label = (
            <>
              <b>{name}</b>
              {proposed
                ? tr` (proposed here): ${about}; ${disk}, about ${bytesInWords(memoryBytes)} of memory`
                : tr`: ${about}; ${disk}, about ${bytesInWords(memoryBytes)} of memory`}
            </>
          );
          return { key: precision, value: precision, label, checked: choices.precision === precision };
        })}
        onChoose={(precision) => onChange({ ...choices, precision })}
      />
      {offered.prediction === 'unknown' || offered.prediction === 'epsilon' || offered.prediction === 'v' ? (
        <RadioChoice
          legend={tr`What it predicts`}
          options={(['epsilon', 'v'] as const).map((prediction) => ({
            key: prediction,
            value: prediction,
            label: `${prediction === 'v' ? tr`v (velocity)` : tr`Noise (epsilon), as most models do`}${
              offered.prediction === prediction ? tr` (as its files tell)` : offered.guessed === prediction ? tr` (as its name says)` : ''
            }`,
            checked: (choices.prediction ?? offered.prediction) === prediction,
          }))}
          onChoose={(prediction) => onChange({ ...choices, prediction })}
        />
      ) : null}
      <RadioChoice
        legend={tr`How many steps it was made for`}
        options={checkpointKinds.map((kind) => ({
          key: kind,
          value: kind,
          label: `${kinds[kind]}${offered.kind === kind ? (offered.kindIsGuess ? tr` (by its name)` : tr` (as its files tell)`) : ''}`,
          checked: (choices.kind ?? offered.kind) === kind,
        }))}
        onChoose={(kind) => onChange({ ...choices, kind })}
      />
    </>
  );
}
