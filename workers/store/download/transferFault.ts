import { Fault } from '../../protocol/faults';
import { tr } from '../../texts/texts';

/** A request that failed: the fault for people, and whether asking again may help. */
export class TransferFault extends Error {
  constructor(
    readonly fault: Fault,
    readonly mayRetry: boolean,
    /** How long the server wants to be left alone, in milliseconds; null where it does not say. */
    readonly waitMs: number | null = null,
  ) {
    super(fault.message, { cause: fault });
    this.name = 'TransferFault';
  }
}

const kept = tr`What was fetched is kept: resume goes on from there.`;

/** The server answered with a status that is neither 200 nor 206. */
export function refusedStatus(path: string, response: Response): TransferFault {
  const { status } = response;
  if (status === 404 || status === 410) return missingThere(path, status);
  if (status === 401 || status === 403) {
    return new TransferFault(
      new Fault(
        'download-refused',
        tr`The server does not give “${path}” to everybody (status ${status}).`,
        tr`Give your access token of the hub under “Hub repository”; or download it on its own site, signed in, and import the folder.`,
      ),
      false,
    );
  }
  if (status === 416) return changedThere(path, tr`it is shorter than it was`);
  const mayRetry = status === 408 || status === 425 || status === 429 || status >= 500;
  const why = status === 429 ? tr`the server asks for fewer requests (status 429)` : tr`the server answered with status ${status}`;
  return new TransferFault(
    new Fault('network', tr`“${path}” could not be fetched: ${why}.`, tr`Try again later. ${kept}`),
    mayRetry,
    retryAfter(response),
  );
}

/** There is no such file at the source. */
export function missingThere(path: string, status: number | null): TransferFault {
  const said = status === null ? tr`a web page came in its place` : tr`status ${status}`;
  return new TransferFault(
    new Fault(
      'download-missing',
      tr`The source has no file “${path}” (${said}).`,
      tr`Check the address or the revision; if the repository has changed, list it again.`,
    ),
    false,
  );
}

/** The file is not the one whose first part was fetched. */
export function changedThere(path: string, what: string): TransferFault {
  return new TransferFault(
    new Fault(
      'source-changed',
      tr`“${path}” at its source is not the file that was expected: ${what}.`,
      tr`It was changed there. Remove what was fetched, list the source again, and begin anew.`,
    ),
    false,
  );
}

/** The connection ended, stalled, or gave something other than what was asked for. */
export function brokenTransfer(path: string, what: string, cause?: unknown): TransferFault {
  return new TransferFault(
    new Fault('network', tr`The transfer of “${path}” broke off: ${what}.`, tr`Check the connection. ${kept}`, { cause }),
    true,
  );
}

/** `Retry-After` in milliseconds, at most a minute; null where it is absent or hidden from scripts. */
function retryAfter(response: Response): number | null {
  const text = response.headers.get('retry-after');
  if (text === null) return null;
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(60_000, Math.max(0, seconds * 1000)) : null;
}
