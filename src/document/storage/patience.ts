import { Fault } from '../../../workers/protocol/faults';
import { tr } from '../../../workers/texts/texts';

/** How long one request to the browser's storage may take, in milliseconds. */
export const storagePatienceMs = 10_000;

/** Waits for an answer of the browser's storage, but not for ever. @throws Fault `storage-unavailable` when the time is over */
export function inTime<T>(answer: Promise<T>, patienceMs = storagePatienceMs): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new Fault(
            'storage-unavailable',
            tr`The browser’s storage does not answer, so the project is not being saved.`,
            tr`Your work goes on, but a reload loses it. Save the project file; saving is tried again by itself.`,
          ),
        ),
      patienceMs,
    );
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
