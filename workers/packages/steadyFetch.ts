import { Fault } from '../protocol/faults';
import { tr } from '../texts/texts';

/** An answer that brings nothing for so long has stalled, in milliseconds. */
const usualStallMs = 30_000;

type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

/**
 * A fetch that does not wait for ever: an answer that does not begin, or whose body brings nothing, for 30 seconds is cut, and
 * reading it rejects with a Fault `network`. What comes is handed on as it comes, however large.
 */
export function steadyFetch(fetchFile: Fetch = (input, init) => fetch(input, init), stallMs = usualStallMs): Fetch {
  return async (input, init = {}) => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = (onStall: () => void): void => {
      clearTimeout(timer);
      timer = setTimeout(onStall, stallMs);
    };
    wait(() => stop.abort(stalled(input, stallMs)));
    try {
      const response = await fetchFile(input, { ...init, signal: stop.signal });
      if (!response.body) return response;
      const watched = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        start: (controller) => wait(() => controller.error(stalled(input, stallMs))),
        transform: (piece, controller) => {
          wait(() => {
            controller.error(stalled(input, stallMs));
            stop.abort();
          });
          controller.enqueue(piece);
        },
        flush: () => clearTimeout(timer),
      });
      const { status, statusText, headers } = response;
      return new Response(response.body.pipeThrough(watched), { status, statusText, headers });
    } catch (thrown) {
      clearTimeout(timer);
      throw stop.signal.aborted ? stop.signal.reason : thrown;
    }
  };
}

function stalled(url: string, stallMs: number): Fault {
  return new Fault(
    'network',
    tr`“${url.split('/').slice(-2).join('/')}” could not be read: nothing came for ${Math.round(stallMs / 1000)} seconds.`,
    tr`Check that Sfumato is still being served (or the connection), then try again.`,
  );
}
