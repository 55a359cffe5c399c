import { expect, it, vi } from 'vitest';
import { fromHalfBits } from '../weights/widen/float16';

/** Like the platform's own where there is one: made of a buffer of bits, it gives numbers. */
class StubFloat16Array extends Float32Array {
  constructor(buffer: ArrayBuffer, byteOffset = 0, length?: number) {
    super(Array.from(new Uint16Array(buffer, byteOffset, length), fromHalfBits));
  }
}

it('feeds half precision where the runtime knows the platform’s Float16Array', async () => {
  if ('Float16Array' in globalThis) return expect((globalThis as { Float16Array?: unknown }).Float16Array).toBeTypeOf('function');
  vi.stubGlobal('Float16Array', Object.assign(StubFloat16Array, { from: (values: Iterable<number>) => new Float32Array(values) }));
  vi.resetModules();
  const { fromOrtTensor, toOrtTensor } = await import('./tensorTypes');
  const tensor = toOrtTensor('float16', [1, -2, 0.5], [3]);
  expect(tensor.data).toBeInstanceOf(StubFloat16Array);
  expect([...(await fromOrtTensor(tensor)).data]).toEqual([1, -2, 0.5]);
  vi.unstubAllGlobals();
});
