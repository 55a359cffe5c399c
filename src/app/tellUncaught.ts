import { Fault } from '../../workers/protocol/faults';
import { reportToUser } from '../ui/notices';

/** Tells every fault that a command threw and nobody caught: a control that is refused says why. Returns how to stop. */
export function tellUncaught(): () => void {
  const take = (event: Event, thrown: unknown): void => {
    if (!(thrown instanceof Fault)) return;
    event.preventDefault();
    reportToUser(thrown);
  };
  const onError = (event: ErrorEvent): void => take(event, event.error);
  const onRejection = (event: PromiseRejectionEvent): void => take(event, event.reason);
  window.addEventListener('error', onError);
  window.addEventListener('unhandledrejection', onRejection);
  return () => {
    window.removeEventListener('error', onError);
    window.removeEventListener('unhandledrejection', onRejection);
  };
}
