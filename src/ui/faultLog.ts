import type { FaultReport } from '../../workers/protocol/faults';

interface LoggedFault extends FaultReport {
  readonly at: Date;
}

const most = 10;
let faults: readonly LoggedFault[] = [];

/** Keeps the last faults of this visit for the diagnostics; they leave the machine only where a person copies them. */
export function rememberFault(fault: FaultReport): void {
  faults = [{ ...fault, at: new Date() }, ...faults].slice(0, most);
}

/** Newest first. */
export const lastFaults = (): readonly LoggedFault[] => faults;
