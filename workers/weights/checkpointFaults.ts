import { Fault } from '../protocol/faults';
import { tr } from '../texts/texts';

/** A file that is no sound safetensors file: `what` completes the sentence “NAME …”. */
export function invalidFile(path: string, what: string, hint: string, cause?: unknown): Fault {
  return new Fault('checkpoint-invalid', tr`“${path}” ${what}.`, hint, cause === undefined ? undefined : { cause });
}

/** Weights that are not finite, which spoil every picture. @param name of the tensor; null where nothing names it */
export function notNumbers(file: string, name: string | null): Fault {
  return invalidFile(
    file,
    name === null ? tr`holds weights that are no numbers` : tr`holds weights that are no numbers, in “${name}”`,
    tr`A merge went wrong, or it is damaged: get it again, or take another.`,
  );
}

/** A sound file that the studio cannot edit with: `what` completes the sentence “NAME …”. */
export function unsupportedFile(path: string, what: string, hint: string): Fault {
  return new Fault('checkpoint-unsupported', tr`“${path}” ${what}.`, hint);
}

export const downloadAgain = tr`Download it again, and compare its size with the one that its page names.`;
