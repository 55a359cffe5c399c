import { Fault, reportFault } from '../../workers/protocol/faults';
import type { DeviceState } from './engine';
import { tr } from '../../workers/texts/texts';

/** After so many losses without a finished run between them, trying again only loses more. */
const mostLosses = 2;

/** Counts losses of the graphics device and knows what follows from them. */
export class DeviceWatch {
  private losses = 0;
  private readonly listeners = new Set<(state: DeviceState) => void>();
  state: DeviceState = { kind: 'well' };

  watch(listener: (state: DeviceState) => void): () => void {
    this.listeners.add(listener);
    listener(this.state);
    return () => this.listeners.delete(listener);
  }

  /** @returns whether the model should be made ready once more. */
  lost(fault: Fault): boolean {
    this.losses += 1;
    const again = this.losses < mostLosses;
    this.enter({ kind: again ? 'rebuilding' : 'given-up', fault: reportFault(again ? fault : givenUp(fault)) });
    return again;
  }

  /** The model is ready on a new device. */
  rebuilt(): void {
    if (this.state.kind === 'rebuilding') this.enter({ ...this.state, kind: 'restored' });
  }

  /** A run has gone well: what was before no longer counts. */
  worked(): void {
    this.losses = 0;
    if (this.state.kind !== 'well') this.enter({ kind: 'well' });
  }

  /** Throws where the device was given up. */
  require(): void {
    if (this.state.kind === 'given-up') throw new Fault('device-lost', this.state.fault.message, this.state.fault.hint);
  }

  private enter(state: DeviceState): void {
    this.state = state;
    for (const listener of this.listeners) listener(state);
  }
}

function givenUp(fault: Fault): Fault {
  return new Fault(
    'device-lost',
    tr`The graphics device was lost ${mostLosses} times in a row, so Sfumato has stopped using it. The last time: ${fault.message}`,
    tr`Close other programs that use the graphics card, update its driver or choose a smaller generation area, then try again; or run on the processor by adding ?provider=wasm to the address.`,
  );
}
