import { Fault } from '../protocol/faults';
import { NetworkFault } from './networkFault';
import type { Runtime } from './runtime';
import { tr } from '../texts/texts';

const memoryWords = /out of memory|bad_alloc|allocation failed|failed to allocate|memory access out of bounds|could not allocate/i;

/** Says in words why a network could not be loaded or run; the device's own failure comes before what ORT made of it. */
export function sessionFault(thrown: unknown, stage: string, doing: 'load' | 'run', runtime: Runtime): Fault {
  const failure = runtime.failure();
  if (failure) return failure;
  if (thrown instanceof Fault) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof RangeError || memoryWords.test(text)) {
    return new Fault(
      'out-of-memory',
      doing === 'load' ? tr`There is too little memory to load the ${stage}.` : tr`There is too little memory to run the ${stage}.`,
      tr`Close other tabs and programs, choose a smaller generation area or a smaller package.`,
      { cause: thrown },
    );
  }
  return new NetworkFault(stage, { kind: 'failed', doing, said: inWords(text) }, { cause: thrown });
}

const longest = 200;
/** Sentences stand at the beginning; what follows are traces, and patterns take their time with those. */
const mostRead = 1500;

/** What the runtime's own words come to for a person: those that are known, as sentences; others without paths of its source. */
const knownWords: readonly (readonly [RegExp, (found: RegExpExecArray) => string])[] = [
  [
    /Unsupported model IR version:?\s*(\d+)/i,
    ([, version = '']) => tr`it is written in version ${version} of the ONNX format, which is newer than the runtime`,
  ],
  [
    /opset\s*(\d+)\s*is under development|ValidateOpsetForDomain/i,
    () => tr`it uses a version of ONNX’s operators that is newer than the runtime`,
  ],
  [/Could not find an implementation for\s+([\w.:]+)/i, ([, operator = '']) => tr`the runtime has no “${operator}” for this device`],
  [
    /([\w.:]+)\s*(?:\([^)]*\)\s*)?is not a registered function\/op/i,
    ([, operator = '']) => tr`the runtime does not know the operator “${operator}”`,
  ],
  [/No Op registered for ([\w.:]+)/i, ([, operator = '']) => tr`the runtime does not know the operator “${operator}”`],
  [
    /cannot be reshaped to the requested shape|Reshape[^]*input_shape_size|input tensor cannot be reshaped/i,
    () => tr`it was exported for one size of picture alone, and does not say so`,
  ],
  [
    /Got invalid dimensions for input:?\s*"?([\w./]+)"?/i,
    ([, input = '']) => tr`its input “${input}” has another size than its file allows`,
  ],
  [
    /axis == 1 \|\| axis == largest|broadcast|Attempting to broadcast/i,
    () => tr`sizes within it do not fit each other: it was exported for one size of picture alone`,
  ],
  [/protobuf parsing failed|INVALID_PROTOBUF/i, () => tr`its file is damaged`],
  [/shader-?f16|requires feature/i, () => tr`shader-f16, half precision, is not to be had on this device`],
];

/** @returns the sentence's end, or null where nothing of the text is for people. */
export function inWords(whole: string): string | null {
  const text = whole.slice(0, mostRead);
  for (const [pattern, say] of knownWords) {
    const found = pattern.exec(text);
    if (found) return say(found);
  }
  const plain = text
    .replace(/Can't create a session\.|ERROR_CODE: \d+,?|ERROR_MESSAGE:|Non-zero status code returned while running [^.]*\.?/gi, ' ')
    .replace(/(?:[A-Za-z]:)?[\\/][^\s:]*\.(?:h|cc|cpp|cu)(?::\d+)?/g, ' ')
    .replace(/\b[\w:<>,&*]+(?:::\w+)+(?:\([^)]*\))?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.\s]+$/, '');
  if (plain === '') return null;
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}
