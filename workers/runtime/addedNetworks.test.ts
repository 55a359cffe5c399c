import { expect, it } from 'vitest';
import type { AddOns, ExtendedPackage, ModelPackage, PartName } from '../packages/modelPackage';
import { AddedNetworks } from './addedNetworks';

const nothing: AddOns = { loras: [], embeddings: [], controlNets: [] };
const named = (name: string) => ({ name, sha256: name.padEnd(64, '0'), file: new Blob() });
const parts: readonly PartName[] = ['unet', 'text_encoder'];

/** A model whose UNet takes every LoRA, and whose text encoder every embedding. */
function model(): { plain: ModelPackage; asked: AddOns[] } {
  const asked: AddOns[] = [];
  const plain = {
    title: 'Dream',
    withAddOns: (addOns: AddOns) => {
      asked.push(addOns);
      const list = (part: PartName) => (part === 'unet' ? addOns.loras : addOns.embeddings);
      return Promise.resolve({
        formOf: (part: PartName) =>
          list(part)
            .map(({ sha256 }) => sha256)
            .join(),
        strengthsOf: () => [],
      } as unknown as ExtendedPackage);
    },
  } as unknown as ModelPackage;
  return { plain, asked };
}

it('asks for a package once as long as its add-ons stay the same, and names the networks that are open in another form', async () => {
  const { plain, asked } = model();
  const added = new AddedNetworks(plain);
  const loras = { ...nothing, loras: [named('night')] };
  const extended = await added.extend(loras);
  expect(await added.extend({ ...loras })).toBe(extended);
  expect(asked).toHaveLength(1);
  expect(added.changed(parts)).toEqual(['unet']);
  added.closing('unet');
  // What could not be opened again counts as changed, whatever is wanted next.
  await added.extend(nothing);
  expect(added.changed(parts)).toEqual(['unet']);
  added.opened('unet');
  expect(added.changed(parts)).toEqual([]);
});

it('stays with what it had where add-ons are refused', async () => {
  const { plain } = model();
  const added = new AddedNetworks({ ...plain, withAddOns: () => Promise.reject(new Error('foreign')) });
  const before = await added.extend(nothing);
  await expect(added.extend({ ...nothing, loras: [named('night')] })).rejects.toThrow('foreign');
  expect(await added.extend(nothing)).toBe(before);
});

it('names the add-on that a package of finished graphs cannot take', async () => {
  const added = new AddedNetworks({ title: 'Starter' } as ModelPackage);
  await expect(added.extend({ ...nothing, controlNets: [named('edges')] })).rejects.toMatchObject({
    code: 'package-unsupported',
    message: expect.stringMatching(/“Starter”.*“edges”/) as string,
  });
});
