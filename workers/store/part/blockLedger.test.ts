import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockLedger, type Run } from './blockLedger';

describe('BlockLedger', () => {
  it('hands out every missing byte once, however runs are taken, cut short and given back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.nat(200), { maxLength: 60 }),
        (sizeBytes, blockBytes, most, reads) => {
          const ledger = new BlockLedger(sizeBytes, blockBytes);
          const fetched = new Uint8Array(sizeBytes);
          const held: Run[] = [];
          const fetch = (run: Run, bytes: number): void => {
            for (let at = run.start; at < Math.min(run.end, run.start + bytes); at += 1) {
              fetched[at]! += 1;
              const block = Math.floor(at / blockBytes);
              ledger.fill(block, at - block * blockBytes + 1);
            }
            ledger.release(run);
          };
          for (const bytes of reads) {
            const run = ledger.take(most);
            if (run) held.push(run);
            const old = held.length > 2 ? held.shift() : undefined;
            if (old) fetch(old, bytes);
          }
          for (const run of held) fetch(run, Infinity);
          for (let run = ledger.take(most); run; run = ledger.take(most)) fetch(run, Infinity);
          expect(fetched.every((count) => count === 1)).toBe(true);
          expect(ledger.isComplete).toBe(true);
          expect(ledger.doneBytes).toBe(sizeBytes);
        },
      ),
      { numRuns: 500, seed: 3 },
    );
  });

  it('goes on inside a block that was begun, and takes the empty ones after it along', () => {
    const ledger = new BlockLedger(95, 10);
    ledger.fill(0, 10);
    ledger.fill(1, 4);
    ledger.fill(3, 1);
    expect(ledger.take(4)).toEqual({ start: 14, end: 30 });
    expect(ledger.take(4)).toEqual({ start: 31, end: 70 });
    expect(ledger.take(4)).toEqual({ start: 70, end: 95 });
    expect(ledger.take(4)).toBeNull();
  });

  it('grows where the length is not known', () => {
    const ledger = new BlockLedger(null, 10);
    ledger.fill(0, 10);
    ledger.fill(1, 3);
    expect([ledger.blockCount, ledger.isComplete, ledger.doneBytes]).toEqual([2, false, 13]);
    ledger.sizeBytes = 13;
    expect(ledger.isComplete).toBe(true);
    ledger.forget();
    expect(ledger.doneBytes).toBe(0);
  });
});
