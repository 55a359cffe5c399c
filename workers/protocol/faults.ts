import { tr } from '../texts/texts';
/** Every way in which a run, a package or a file can be refused, named for code; the sentence is for people. */
export const faultCodes = [
  'bad-recipe',
  'missing-blob',
  'bad-map',
  'bad-picture',
  'bad-shape',
  'no-step-left',
  'nothing-to-change',
  'package-missing-file',
  'package-invalid',
  'package-unsupported',
  'checkpoint-invalid',
  'checkpoint-unsupported',
  'scheduler-unsupported',
  'webgpu-unavailable',
  'device-lost',
  'not-finite',
  'out-of-memory',
  'cancelled',
  'worker-died',
  'file-permission',
  'storage-full',
  'storage-unavailable',
  'project-newer',
  'network',
  'download-refused',
  'download-missing',
  'source-changed',
  'digest-mismatch',
  'import-refused',
  'store-busy',
  'package-exists',
  'limit-reached',
  'read-only',
  'unexpected',
] as const;

export type FaultCode = (typeof faultCodes)[number];

/** A fault as it crosses the thread border: `message` says what was wrong, `hint` what to do. */
export interface FaultReport {
  readonly code: FaultCode;
  readonly message: string;
  readonly hint: string;
}

/** The typed error of the workers and the engine. Sentences are written for the person at the screen. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly hint: string;

  constructor(code: FaultCode, message: string, hint = '', options?: ErrorOptions) {
    super(message, options);
    this.name = 'Fault';
    this.code = code;
    this.hint = hint;
  }
}

/** Turns anything thrown into a report that survives structured cloning. */
export function reportFault(thrown: unknown): FaultReport {
  if (thrown instanceof Fault) return { code: thrown.code, message: thrown.message, hint: thrown.hint };
  const text = textOf(thrown);
  return {
    code: 'unexpected',
    message: tr`Something went wrong that Sfumato did not foresee: ${text}`,
    hint: tr`Your picture and map are untouched. Try again; if it happens again, copy the diagnostics and report it.`,
  };
}

/** Anything as text; things from outside may trap whoever asks them for it. */
function textOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? String(thrown.message) : String(thrown);
  } catch {
    return tr`it cannot be said what`;
  }
}
