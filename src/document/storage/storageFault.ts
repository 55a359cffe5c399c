import { Fault } from '../../../workers/protocol/faults';
import { tr } from '../../../workers/texts/texts';

/** The project on disk was written by a newer Sfumato. */
export function newerProject(): Fault {
  return new Fault(
    'project-newer',
    tr`The project kept in this browser was saved by a newer version of Sfumato.`,
    tr`It was left untouched. Reload the page to get the newer version; until then, nothing is saved here.`,
  );
}

/** Words for what IndexedDB threw. */
export function storageFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
  if (name === 'VersionError') return newerProject();
  if (name === 'QuotaExceededError') {
    return new Fault(
      'storage-full',
      tr`The browser’s storage is full, so the project is not being saved.`,
      tr`Your work goes on. Export what you want to keep, or free space on the disk; saving is tried again by itself.`,
      { cause: thrown },
    );
  }
  return new Fault(
    'storage-unavailable',
    tr`The browser does not let Sfumato keep the project, as private windows often do not.`,
    tr`Your work goes on, but a reload loses it. Export what you want to keep.`,
    { cause: thrown },
  );
}
