import { expect, it } from 'vitest';
import { keptOffline } from './keptOffline';

const files = [
  'index.html',
  'models/starter/unet/model.onnx',
  'assets/ort-wasm-simd-threaded.jspi-C.wasm',
  'assets/ort-wasm-simd-threaded.asyncify-D.wasm',
  'assets/ort-wasm-simd-threaded-E.wasm',
  'assets/ort.jspi.min-B.js',
  'assets/ort.webgpu.min-A.js',
  'assets/ort.wasm.min-F.js',
];
const kept = (jspi: boolean, webgpu: boolean) => files.filter((url) => keptOffline(url, { jspi, webgpu })).map((url) => files.indexOf(url));

it('keeps the builds of the runtime that this device loads, and the plain one as the way back', () => {
  expect(kept(true, true)).toEqual([0, 1, 2, 4, 5, 7]);
  expect(kept(false, true)).toEqual([0, 1, 3, 4, 6, 7]);
  expect(kept(true, false)).toEqual([0, 1, 4, 7]);
});
