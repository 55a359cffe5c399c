import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAhead } from './readAhead';

const mega = 1024 * 1024;

it('gives the very bytes, whatever ranges are asked for', async () => {
  const bytes = Uint8Array.from({ length: 11 * mega + 5 }, (_, i) => (i * 31 + (i >> 12)) & 255);
  let reads = 0;
  const file = readAhead({
    path: 'a',
    sizeBytes: bytes.length,
    read: (begin, end) => {
      reads += 1;
      return Promise.resolve(bytes.slice(begin, Math.min(end, bytes.length)));
    },
  });
  const place = fc.integer({ min: 0, max: bytes.length });
  await fc.assert(
    fc.asyncProperty(place, fc.integer({ min: 0, max: 5 * mega }), async (begin, length) => {
      const got = await file.read(begin, begin + length);
      expect(Buffer.compare(got, bytes.subarray(begin, begin + length))).toBe(0);
    }),
    { numRuns: 60, seed: 4 },
  );
  const before = reads;
  for (let i = 0; i < 1000; i++) await file.read(i * 1000, i * 1000 + 10);
  expect(reads - before).toBeLessThanOrEqual(1);
});
