import { toast } from 'sonner';
import { reportFault } from '../../workers/protocol/faults';
import { rememberFault } from './faultLog';

/** Shows anything thrown as what was wrong and what to do. A cancelled run is not an error. */
export function reportToUser(thrown: unknown): void {
  const fault = reportFault(thrown);
  if (fault.code === 'cancelled') return;
  rememberFault(fault);
  toast.error(fault.message, { description: fault.hint || undefined, duration: 9000 });
}

/** Says something that the person should know but need not act on. */
export function notify(sentence: string): void {
  toast(sentence, { duration: 6000 });
}
