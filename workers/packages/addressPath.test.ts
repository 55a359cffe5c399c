import { expect, it } from 'vitest';
import { addressPath, plainPath } from './addressPath';

it('writes any path into an address, and reads any address', () => {
  expect(addressPath('unet/a b#?.onnx')).toBe('unet/a%20b%23%3F.onnx');
  expect(addressPath('a\ud800/b')).toBe('a%EF%BF%BD/b');
  expect(plainPath('/a%20b/c')).toBe('/a b/c');
  expect(plainPath('/%zz/%E0%A4%A')).toBe('/%zz/%E0%A4%A');
});
