import { Fault } from '../protocol/faults';

const repair =
  'Remove the package and load it again from where it came from; with the embedded package, reload the page or reinstall Sfumato.';

/** A file that a package must have is not there. */
export function missingFile(path: string, label: string, cause?: unknown): Fault {
  return new Fault('package-missing-file', `The model package at ${label} has no file “${path}”.`, repair, { cause });
}

/** A file is there but is not what the package's manifest says. */
export function alteredFile(path: string, what: string): Fault {
  return new Fault('package-invalid', `The model file “${path}” is damaged: ${what}.`, repair);
}

/** A configuration file cannot be understood. */
export function unreadableConfig(path: string, what: string, cause?: unknown): Fault {
  return new Fault('package-invalid', `The model package's “${path}” cannot be used: ${what}.`, repair, { cause });
}

/** The package is sound, but of a kind that this version cannot run. */
export function unsupportedPackage(what: string, hint = 'Choose another package.'): Fault {
  return new Fault('package-unsupported', what, hint);
}
