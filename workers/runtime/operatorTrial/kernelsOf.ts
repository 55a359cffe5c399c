import type { Kernels } from '../../networks/kernels';
import { operatorNames, type OperatorName } from './operators';
import { isRight, type OperatorFindings } from './tryOperators';
import { tr } from '../../texts/texts';

const words: Readonly<Record<OperatorName, string>> = {
  'fused-attention': tr`fused attention`,
  'sliced-attention': tr`attention in slices`,
  linear: tr`linear layers`,
  'linear-8': tr`products with weights in 8 bits`,
  'linear-4': tr`products with weights in 4 bits`,
  convolution: tr`convolutions`,
  'convolution-8': tr`convolutions with weights in 8 bits`,
  'instance-norm': tr`group norm as instance norm`,
  'moments-norm': tr`group norm in single operators`,
  'layer-norm': tr`layer norm`,
  gates: tr`gate functions`,
  resize: tr`resizing`,
};

/** What nothing can stand in for, whatever a network’s weights are. */
const needed: readonly OperatorName[] = ['sliced-attention', 'linear', 'convolution', 'layer-norm', 'gates', 'resize'];
const neededIn8: readonly OperatorName[] = ['linear-8', 'convolution-8'];

/**
 * How graphs are to be written for a device that came through its trial so.
 * @param maximumArrayBytes of an array that a shader can be given there.
 */
export function kernelsOf(findings: OperatorFindings, maximumArrayBytes: number): Kernels {
  const { verdicts, holdsScores, normMs } = findings;
  const wrongIn = (operators: readonly OperatorName[], half: boolean): OperatorName[] =>
    operators.filter((operator) => !isRight(verdicts, operator, half));
  const noNorm = !isRight(verdicts, 'instance-norm', false) && !isRight(verdicts, 'moments-norm', false);
  const always = [...wrongIn(needed, false), ...(noNorm ? (['instance-norm'] as const) : [])];
  const said = (operators: readonly OperatorName[]): string | null => (operators.length === 0 ? null : listed(operators));
  // Norms are in single precision always; those of the half-precision trial are the same but for what goes in.
  const halfNeeded = [...needed, 'linear-8', 'convolution-8', 'linear-4'] as const;
  return {
    fusedAttention: isRight(verdicts, 'fused-attention') && holdsScores === false,
    groupNorm: (normMs.moments ?? Number.POSITIVE_INFINITY) < (normMs.instance ?? Number.POSITIVE_INFINITY) ? 'moments' : 'instance',
    halfPrecision: wrongIn(halfNeeded, true).length === 0,
    wrong: {
      always: said(always),
      q8: said(wrongIn(neededIn8, false)),
      // Delicate layers keep 8 bits.
      q4: said(wrongIn([...neededIn8, 'linear-4'], false)),
    },
    maximumArrayBytes,
  };
}

/** What a trial found and what follows from it, in sentences. */
export function findingsInWords(findings: OperatorFindings, kernels: Kernels): readonly string[] {
  const { verdicts, holdsScores, normMs } = findings;
  const tried = [...new Set(verdicts.map(({ operator }) => operator))];
  const right = tried.filter((operator) => isRight(verdicts, operator));
  const untried = operatorNames.filter((operator) => !tried.includes(operator));
  const wrong = verdicts.filter((verdict) => !verdict.right);
  const greedy = holdsScores === true && isRight(verdicts, 'fused-attention');
  const norm = kernels.groupNorm === 'instance' ? tr`instance norm` : tr`single operators`;
  const times = [normMs.instance, normMs.moments].map((ms) => (ms === undefined ? '–' : ms.toFixed(1))).join(' and ');
  return [
    tr`${right.length} kinds of operators agree with the processor; tried in ${(findings.milliseconds / 1000).toFixed(1)} s.`,
    ...wrong.map(
      ({ operator, half, apart }) =>
        `${capitalised(words[operator])}${half ? tr` in half precision` : ''}: ` +
        `${apart === null ? tr`refused, or not numbers` : tr`wrong (${(apart * 100).toFixed(apart < 0.1 ? 1 : 0)} % apart)`}.`,
    ),
    ...(untried.length > 0 ? [tr`There was no time for ${listed(untried)}.`] : []),
    kernels.fusedAttention
      ? tr`Attention is computed by the fused operator.`
      : greedy
        ? tr`Attention is computed in slices, since the fused operator holds all scores at once.`
        : tr`Attention is computed in slices.`,
    tr`Group norm is computed by ${norm} (${times} ms as instance norm and in single operators).`,
    ...(verdicts.some(({ half }) => half) && !kernels.halfPrecision ? [tr`Networks compute in single precision.`] : []),
  ];
}

function listed(operators: readonly OperatorName[]): string {
  return operators.map((operator) => words[operator]).join(', ');
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
