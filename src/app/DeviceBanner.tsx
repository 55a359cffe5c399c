import { useEffect, useState } from 'react';
import type { DeviceState } from '../engine/engine';
import { generate } from '../generation/generate';
import { studioEngine } from '../models/studioEngine';
import { Button } from '../ui/Button';
import { reportToUser } from '../ui/notices';
import styles from './DeviceBanner.module.css';
import { tr } from '../../workers/texts/texts';

/** Says that the graphics device was lost, what is being done about it, and offers the job again. */
export function DeviceBanner() {
  const [state, setState] = useState<DeviceState>({ kind: 'well' });
  const [hidden, setHidden] = useState<DeviceState | null>(null);
  useEffect(() => studioEngine().watchDevice(setState), []);
  if (state.kind === 'well' || state === hidden) return null;
  return (
    <div className={styles.banner} role="status" aria-label={tr`Graphics device`}>
      <p>
        <b>{state.fault.message}</b> {words[state.kind]} {state.kind === 'given-up' ? state.fault.hint : ''}
      </p>
      {state.kind === 'restored' ? <Button onClick={() => generate().catch(reportToUser)}>{tr`Generate again`}</Button> : null}
      {state.kind === 'given-up' ? <Button onClick={() => studioEngine().trustDevice()}>{tr`Use it again`}</Button> : null}
      {state.kind === 'restored' ? <Button onClick={() => setHidden(state)}>{tr`Dismiss`}</Button> : null}
    </div>
  );
}

const words = {
  rebuilding: tr`Your picture and map are untouched. The model is being made ready again…`,
  restored: tr`Your picture and map are untouched, and the model is ready again.`,
  'given-up': tr`Your picture and map are untouched.`,
} as const;
