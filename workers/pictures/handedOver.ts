import type { Outcome } from '../protocol/engine';
import type { PictureApi } from '../protocol/pictures';

/** Marks what is to be moved, not copied, over the thread border. */
type Move = <T>(value: T, buffers: ArrayBuffer[]) => T;

/** A service whose results are moved to the window: it keeps none of them. */
export function handedOver(service: PictureApi, move: Move): PictureApi {
  const moved = async <T>(outcome: Promise<Outcome<T>>, array: (value: T) => Uint8Array): Promise<Outcome<T>> => {
    const settled = await outcome;
    // Values of this worker never lie in shared memory.
    return settled.ok ? move(settled, [array(settled.value).buffer as ArrayBuffer]) : settled;
  };
  return {
    hold: (lockName) => service.hold(lockName),
    cancel: (jobId) => service.cancel(jobId),
    open: (...call) => moved(service.open(...call), ({ rgba }) => rgba),
    inspectMap: (...call) => service.inspectMap(...call),
    readMap: (...call) => moved(service.readMap(...call), ({ values }) => values),
    carriedBy: (file) => service.carriedBy(file),
    give: (...call) => service.give(...call),
    encode: (...call) => moved(service.encode(...call), (bytes) => bytes),
    encodeLayered: (...call) => moved(service.encodeLayered(...call), (bytes) => bytes),
    lossyFormats: () => service.lossyFormats(),
    encodeGrey: (...call) => moved(service.encodeGrey(...call), (bytes) => bytes),
  };
}
