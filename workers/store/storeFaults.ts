import { Fault } from '../protocol/faults';
import { tr } from '../texts/texts';

/** Bytes for people, in the powers of ten that file managers and shops use. */
export function sayBytes(sizeBytes: number): string {
  if (sizeBytes < 1e6) return `${Math.ceil(sizeBytes / 1e3)} kB`;
  return sizeBytes < 1e9 ? `${(sizeBytes / 1e6).toFixed(0)} MB` : `${(sizeBytes / 1e9).toFixed(1)} GB`;
}

/** The disk is full, or the browser gives no more of it. */
export function storeFull(cause?: unknown): Fault {
  return new Fault(
    'storage-full',
    tr`The browser’s storage is full; the package was not finished.`,
    tr`Remove packages that you do not need or free space on the disk, then resume: what was fetched is kept.`,
    { cause },
  );
}

/** There is not enough room, seen before anything is written. */
export function noRoom(neededBytes: number, freeBytes: number): Fault {
  return new Fault(
    'storage-full',
    tr`The package needs ${sayBytes(neededBytes)}, but the browser gives Sfumato only ${sayBytes(Math.max(0, freeBytes))} more.`,
    tr`Remove packages that you do not need or free space on the disk, then try again. Nothing was fetched.`,
  );
}

/** A job is under way on this package, here or in another tab. */
export function storeBusy(title: string): Fault {
  return new Fault(
    'store-busy',
    tr`Something else is working on “${title}” at the moment, perhaps in another tab of Sfumato.`,
    tr`Wait until it is done or pause it there, then try again.`,
  );
}

export function unknownPackage(id: string): Fault {
  return new Fault(
    'package-missing-file',
    tr`No package “${id}” is kept in this browser.`,
    tr`Download or import it again; the browser may have removed it to make room.`,
  );
}

/** Words for what the browser's storage threw. */
export function diskFault(thrown: unknown, title: string): unknown {
  if (thrown instanceof Fault) return thrown;
  switch (thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '') {
    case 'QuotaExceededError':
      return storeFull(thrown);
    case 'NoModificationAllowedError':
      return storeBusy(title);
    case 'NotFoundError':
    case 'NotReadableError':
      return new Fault(
        'storage-unavailable',
        tr`Files of “${title}” are gone from the browser’s storage.`,
        tr`Repair the package: only what is missing is fetched again.`,
        { cause: thrown },
      );
    case 'NotAllowedError':
    case 'SecurityError':
    case 'InvalidStateError':
      return new Fault(
        'storage-unavailable',
        tr`The browser does not let Sfumato use its storage.`,
        tr`Allow this page to keep data, or leave the private window; then reload.`,
        { cause: thrown },
      );
    default:
      return thrown;
  }
}
