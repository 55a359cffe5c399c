import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WireWriter } from './wireWriter';

const written = (write: (out: WireWriter) => void): number[] => {
  const out = new WireWriter();
  write(out);
  return [...out.finish()];
};

it('writes numbers, texts, floats and lists as protobuf does', () => {
  expect(written((out) => out.integer(3, 300))).toEqual([24, 0xac, 0x02]);
  expect(written((out) => out.integer(3, -1))).toEqual([24, ...new Array<number>(9).fill(255), 1]);
  expect(written((out) => out.integer(1, 2 ** 40))).toEqual([8, 128, 128, 128, 128, 128, 32]);
  expect(written((out) => out.text(2, 'né'))).toEqual([18, 3, 110, 0xc3, 0xa9]);
  expect(written((out) => out.float(2, 1))).toEqual([21, 0, 0, 128, 63]);
  expect(written((out) => out.packed(8, [1, 300]))).toEqual([66, 3, 1, 0xac, 0x02]);
  expect(written((out) => out.packed(8, []))).toEqual([66, 0]);
});

it('puts the length of a message in front of it, however long it is and however deep it lies', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 0, max: 4 }), (length, depth) => {
      const out = new WireWriter();
      const nest = (left: number): void =>
        left === 0 ? out.bytes(1, new Uint8Array(length).fill(7)) : out.message(1, () => nest(left - 1));
      nest(depth);
      let rest = out.finish();
      for (let level = 0; level <= depth; level++) {
        let [at, size, factor] = [1, 0, 1];
        for (; ; factor *= 128) {
          const byte = rest[at++]!;
          size += (byte & 127) * factor;
          if (byte < 128) break;
        }
        rest = rest.subarray(at);
        expect(rest.length).toBe(size);
      }
      expect(rest.every((byte) => byte === 7)).toBe(true);
    }),
    { numRuns: 50 },
  );
});
