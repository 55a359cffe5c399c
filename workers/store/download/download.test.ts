import { describe, expect, it } from 'vitest';
import { Fault } from '../../protocol/faults';
import { testNetwork } from '../testing/testStore';
import { parseContentRange, parseUnsatisfied } from './contentRange';
import { withPatience } from './patience';
import { Slots, together } from './slots';
import { brokenTransfer, changedThere, refusedStatus, type TransferFault } from './transferFault';

const never = new AbortController().signal;

describe('Content-Range', () => {
  it.each([
    ['bytes 0-99/1234', { first: 0, last: 99, totalBytes: 1234 }],
    [' Bytes 5-5/* ', { first: 5, last: 5, totalBytes: null }],
    ['bytes 0-99', null],
    ['items 0-1/2', null],
    [null, null],
  ])('%j', (text, wanted) => expect(parseContentRange(text)).toEqual(wanted));

  it('tells the length when nothing fits', () => {
    expect(parseUnsatisfied('bytes */0')).toBe(0);
    expect(parseUnsatisfied('bytes 0-1/2')).toBeNull();
  });
});

describe('withPatience', () => {
  it('counts failures in a row only', async () => {
    let calls = 0;
    const result = await withPatience(testNetwork({ maximumFailures: 2 }), never, async (progressed) => {
      calls += 1;
      if (calls < 6) {
        progressed();
        throw brokenTransfer('a', 'cut');
      }
      return calls;
    });
    expect(result).toBe(6);
  });

  it('gives up with the fault for people, at once where asking again cannot help', async () => {
    let calls = 0;
    const failing = (fault: TransferFault) =>
      withPatience(testNetwork({ maximumFailures: 3 }), never, () => {
        calls += 1;
        return Promise.reject(fault);
      });
    await expect(failing(brokenTransfer('a', 'cut'))).rejects.toBeInstanceOf(Fault);
    expect(calls).toBe(3);
    await expect(failing(changedThere('a', 'other'))).rejects.toMatchObject({ code: 'source-changed' });
    expect(calls).toBe(4);
  });

  it('waits as long as the server asks for, and not a moment longer than until it is aborted', async () => {
    const stop = new AbortController();
    const since = performance.now();
    const waiting = withPatience(testNetwork(), stop.signal, () =>
      Promise.reject(refusedStatus('a', new Response(null, { status: 429, headers: { 'Retry-After': '20' } }))),
    );
    setTimeout(() => stop.abort(new Fault('cancelled', 'Stopped.')), 30);
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - since).toBeLessThan(10_000);
    expect(refusedStatus('a', new Response(null, { status: 503, headers: { 'Retry-After': '9999' } })).waitMs).toBe(60_000);
  });
});

describe('tasks beside each other', () => {
  it('are as many at once as there are slots', async () => {
    const slots = new Slots(2);
    let [now, most] = [0, 0];
    await Promise.all(
      Array.from({ length: 9 }, () =>
        slots.use(async () => {
          now += 1;
          most = Math.max(most, now);
          await new Promise((resolve) => setTimeout(resolve, 2));
          now -= 1;
        }),
      ),
    );
    expect(most).toBe(2);
    await expect(slots.use(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(await slots.use(() => Promise.resolve(1))).toBe(1);
  });

  it('end together: the first failure stops the others and is what is thrown', async () => {
    let ended = 0;
    const other = (signal: AbortSignal) =>
      new Promise<void>((_resolve, reject) =>
        signal.addEventListener('abort', () => {
          ended += 1;
          reject(signal.reason as Error);
        }),
      );
    await expect(together(never, [other, () => Promise.reject(new Error('first')), other])).rejects.toThrow('first');
    expect(ended).toBe(2);
    const stop = new AbortController();
    const running = together(stop.signal, [other]);
    stop.abort(new Error('stopped'));
    await expect(running).rejects.toThrow('stopped');
  });
});
