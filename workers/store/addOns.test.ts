import { expect, it } from 'vitest';
import { ignore, valueOf } from '../../e2e/faultServer/servedPackage';
import type { AddOnFacts } from '../protocol/addOns';
import { testStore } from './testing/testStore';

const addOn: AddOnFacts = {
  kind: 'lora',
  family: 'sd1',
  words: 'LoRA of rank 4',
  notes: [],
  triggerWords: ['night style'],
  strength: 0.8,
  token: null,
};

it('keeps what an add-on is beside its file, tells the file’s digest, and has nothing to prepare', async () => {
  const store = testStore();
  const label = { id: 'import:night', title: 'night', family: addOn.words, licence: null, addOn };
  const file = new Blob([Uint8Array.of(1, 2, 3)]);
  const source = { kind: 'files', files: [{ path: 'night.safetensors', file }] } as const;
  const taken = valueOf(await store.importPackage({ ...label, name: 'night', source }, ignore));
  expect(taken).toMatchObject({ state: 'ready', addOn, notes: [] });
  const device = { provider: 'wasm', shaderF16: false } as const;
  expect(valueOf(await store.prepare({ packageId: label.id, device, choices: {} }, ignore))).toMatchObject({ state: 'ready', fault: null });
  const [listed] = valueOf(await store.list());
  expect(listed?.addOn).toEqual(addOn);
  expect(listed?.files[0]?.sha256).toBe('039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81');
});
