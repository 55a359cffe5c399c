import { Fault } from '../protocol/faults';
import { tr } from '../texts/texts';

const repair = tr`Remove the package and load it again from where it came from; with the embedded package, reload the page or reinstall Sfumato.`;

/** A file that a package must have is not there. */
export function missingFile(path: string, label: string, cause?: unknown): Fault {
  return new Fault('package-missing-file', tr`The model package at ${label} has no file “${path}”.`, repair, { cause });
}

/** A file is there but is not what the package's manifest says. */
export function alteredFile(path: string, what: string): Fault {
  return new Fault('package-invalid', tr`The model file “${path}” is damaged: ${what}.`, repair);
}

/** A configuration file cannot be understood. */
export function unreadableConfig(path: string, what: string, cause?: unknown): Fault {
  return new Fault('package-invalid', tr`The model package's “${path}” cannot be used: ${what}.`, repair, { cause });
}

/** The package is sound, but of a kind that this version cannot run. */
export function unsupportedPackage(what: string, hint = tr`Choose another package.`): Fault {
  return new Fault('package-unsupported', what, hint);
}
