import { reportToUser } from '../ui/notices';
import type { Action } from './action';

/** Runs an action where it is enabled; what it throws is shown, never swallowed. */
export function runAction(action: Action): void {
  if (!action.enabled()) return;
  Promise.resolve()
    .then(() => action.run())
    .catch(reportToUser);
}
