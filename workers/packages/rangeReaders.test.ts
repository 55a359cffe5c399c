import fc from 'fast-check';
import { expect, it } from 'vitest';
import { streamReader } from './rangeReaders';

it('a stream gives the same bytes as the file, in whatever order it is asked', async () => {
  const file = Uint8Array.from({ length: 200 }, (_, i) => i);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 70 }),
      fc.array(fc.tuple(fc.nat(220), fc.nat(90)), { maxLength: 12 }),
      async (pieceBytes, ranges) => {
        const reader = streamReader(file.length, async function* () {
          for (let at = 0; at < file.length; at += pieceBytes) yield file.slice(at, at + pieceBytes);
        });
        for (const [start, length] of ranges) expect(await reader.read(start, start + length)).toEqual(file.slice(start, start + length));
      },
    ),
  );
});

it('a stream is read once where it is read forward', async () => {
  let opened = 0;
  const reader = streamReader(8, async function* () {
    opened += 1;
    yield Uint8Array.of(0, 1, 2, 3);
    yield Uint8Array.of(4, 5, 6, 7);
  });
  expect([await reader.read(1, 3), await reader.read(2, 6), await reader.read(5, 9)]).toEqual([
    Uint8Array.of(1, 2),
    Uint8Array.of(2, 3, 4, 5),
    Uint8Array.of(5, 6, 7),
  ]);
  expect(opened).toBe(1);
});
