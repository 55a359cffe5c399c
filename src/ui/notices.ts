import { toast } from 'sonner';
import { reportFault } from '../../workers/protocol/faults';
import { rememberFault } from './faultLog';

/** Shows anything thrown as what was wrong and what to do. A cancelled run is not an error. */
export function reportToUser(thrown: unknown): void {
  const fault = reportFault(thrown);
  if (fault.code === 'cancelled') return;
  rememberFault(fault);
  // The sentence is its id: the same one is never shown twice at a time.
  toast.error(fault.message, { id: fault.message, description: fault.hint || undefined, duration: 9000 });
}

/** What was wrong and what to do, in one line. */
export function wordsOf(thrown: unknown): string {
  const { message, hint } = reportFault(thrown);
  return [message, hint].join(' ').trim();
}

/** Says something that the person should know but need not act on. */
export function notify(sentence: string): void {
  toast(sentence, { id: sentence, duration: Math.max(6000, sentence.length * 70) });
}

/** Offers something that waits until it is taken or put away. */
export function offer(sentence: string, label: string, take: () => void): void {
  toast(sentence, { id: sentence, duration: Number.POSITIVE_INFINITY, action: { label, onClick: take } });
}
