import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Fault } from '../../../workers/protocol/faults';
import { createAutosave } from './autosave';
import { flushOnLeave } from './flushOnLeave';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A disk that takes its time, and can be told to fail. */
function makeRig(writeMs = 0) {
  const rig = { revision: 0, written: [] as unknown[], inFlight: 0, mostInFlight: 0, failing: false };
  const save = async () => {
    const { revision } = rig;
    rig.mostInFlight = Math.max(rig.mostInFlight, ++rig.inFlight);
    try {
      await new Promise((resolve) => setTimeout(resolve, writeMs));
      if (rig.failing) throw new Fault('storage-full', 'full', 'free some');
      rig.written.push(revision);
    } finally {
      rig.inFlight--;
    }
  };
  const autosave = createAutosave({ save, delayMs: 300, retryMs: 5000 });
  const change = () => {
    rig.revision++;
    autosave.changed();
  };
  return { rig, autosave, change, status: () => autosave.state.getState().status };
}

describe('createAutosave', () => {
  it('writes a change at once with all of its turn, and 300 ms after that what was changed since', async () => {
    const { rig, change, status } = makeRig();
    expect(status()).toBe('saved');
    change();
    change();
    expect(status()).toBe('saving');
    await vi.advanceTimersByTimeAsync(1);
    expect([rig.written, status()]).toEqual([[2], 'saved']);
    change();
    await vi.advanceTimersByTimeAsync(200);
    change();
    await vi.advanceTimersByTimeAsync(99);
    expect([rig.written, status()]).toEqual([[2], 'saving']);
    await vi.advanceTimersByTimeAsync(2);
    expect([rig.written, status()]).toEqual([[2, 4], 'saved']);
  });

  it('is not put off by painting on: never more than 500 ms behind', async () => {
    const { rig, change } = makeRig(50);
    for (let i = 0; i < 100; i++) {
      change();
      await vi.advanceTimersByTimeAsync(50);
      expect(rig.revision - Number(rig.written.at(-1) ?? 0)).toBeLessThanOrEqual(10);
    }
    expect(rig.mostInFlight).toBe(1);
  });

  /** How old the oldest change was that a tab killed at the worst moment would have lost, in milliseconds. */
  async function worstLoss(writeMs: number, changesEveryMs: readonly number[]): Promise<number> {
    const waiting: number[] = [];
    const save = async () => {
      const taken = waiting.length;
      await new Promise((resolve) => setTimeout(resolve, writeMs));
      waiting.splice(0, taken);
    };
    const autosave = createAutosave({ save });
    const since = Date.now();
    let worst = 0;
    let next = since;
    for (let change = 0; Date.now() < since + 10_000;) {
      if (Date.now() >= next) {
        waiting.push(Date.now());
        autosave.changed();
        next += changesEveryMs[change % changesEveryMs.length] ?? 0;
        change += 1;
      }
      await vi.advanceTimersByTimeAsync(1);
      worst = Math.max(worst, Date.now() - (waiting[0] ?? Date.now()));
    }
    autosave.stop();
    return worst;
  }

  it.each([
    [40, 'a stroke after another', [16]],
    [200, 'a stroke after another', [16]],
    [200, 'single keys', [700, 130, 90, 610]],
    [200, 'changes just as a write has begun', [61, 400]],
  ])('a tab killed at the worst moment has lost no more than half a second: writes of %d ms, %s', async (writeMs, _, every) => {
    const worst = await worstLoss(writeMs, every);
    expect(worst).toBeGreaterThanOrEqual(writeMs);
    expect(worst).toBeLessThanOrEqual(500);
  });

  it('writes again what changed during a write, one write at a time', async () => {
    const { rig, autosave, change, status } = makeRig(1000);
    change();
    const first = autosave.flush();
    await vi.advanceTimersByTimeAsync(500);
    change();
    const second = autosave.flush();
    await vi.advanceTimersByTimeAsync(500);
    expect(rig.written).toEqual([1]);
    expect(status()).toBe('saving');
    await vi.advanceTimersByTimeAsync(1000);
    await Promise.all([first, second]);
    expect(rig.written).toEqual([1, 2]);
    expect(rig.mostInFlight).toBe(1);
    expect(status()).toBe('saved');
  });

  it('says that it failed, goes on, and tries again by itself', async () => {
    const { rig, autosave, change, status } = makeRig();
    rig.failing = true;
    change();
    await vi.advanceTimersByTimeAsync(310);
    expect(autosave.state.getState()).toEqual({ status: 'not-saved', fault: { code: 'storage-full', message: 'full', hint: 'free some' } });
    change();
    expect(status()).toBe('not-saved');
    await vi.advanceTimersByTimeAsync(310);
    rig.failing = false;
    await vi.advanceTimersByTimeAsync(5010);
    expect(rig.written).toEqual([2]);
    expect(autosave.state.getState()).toEqual({ status: 'saved', fault: null });
  });

  it('tries again soon where something changes after a failure', async () => {
    const { rig, change, status } = makeRig();
    rig.failing = true;
    change();
    await vi.advanceTimersByTimeAsync(310);
    rig.failing = false;
    change();
    await vi.advanceTimersByTimeAsync(310);
    expect(status()).toBe('saved');
  });

  it('does not write what is saved, and nothing once stopped', async () => {
    const { rig, autosave, change } = makeRig();
    await autosave.flush();
    expect(rig.written).toEqual([]);
    change();
    autosave.stop();
    change();
    await vi.advanceTimersByTimeAsync(10_000);
    await autosave.flush();
    expect(rig.written).toEqual([]);
  });
});

describe('flushOnLeave', () => {
  it('saves when the page is hidden or left, until taken off', () => {
    const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState });
    const view = new EventTarget();
    const flush = vi.fn(() => Promise.resolve());
    const off = flushOnLeave(flush, page, view);
    page.dispatchEvent(new Event('visibilitychange'));
    expect(flush).toHaveBeenCalledTimes(0);
    page.visibilityState = 'hidden';
    page.dispatchEvent(new Event('visibilitychange'));
    view.dispatchEvent(new Event('pagehide'));
    expect(flush).toHaveBeenCalledTimes(2);
    off();
    view.dispatchEvent(new Event('pagehide'));
    expect(flush).toHaveBeenCalledTimes(2);
  });
});
