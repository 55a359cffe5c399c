import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { folderSource } from '../../e2e/node-runtime/folderSource';
import { openPackage } from './openPackage';

const folder = (name: string): string => fileURLToPath(new URL(`../../e2e/fixtures/packages/${name}`, import.meta.url));

it('knows the precision of each network and its single-precision twin before any is read', async () => {
  const options = { wishes: { precision: 'fp16' as const } };
  const flat = await openPackage(folderSource(folder('sd15-flat')), 'flat', options);
  expect([flat.needsHalfPrecision?.('unet'), flat.hasSinglePrecision?.('unet')]).toEqual([true, true]);
  const [own, twin] = [await flat.readPart('unet'), await flat.readPart('unet', undefined, true)];
  expect(twin.graph.byteLength).toBeGreaterThan(own.graph.byteLength * 1.4);

  const single = await openPackage(folderSource(folder('sd15-flat')), 'flat', { wishes: { precision: 'fp32' } });
  expect([single.needsHalfPrecision?.('unet'), single.hasSinglePrecision?.('unet')]).toEqual([false, false]);
  // Weights that are only stored in half precision are no arithmetic in it.
  const stored = await openPackage(folderSource(folder('sd21-v')), 'v');
  expect([stored.needsHalfPrecision?.('unet'), stored.hasSinglePrecision?.('unet')]).toEqual([false, false]);
});
