import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writePart } from '../../e2e/fixtures/checkpoints/writeCheckpoint';
import { ignore, valueOf } from '../../e2e/faultServer/servedPackage';
import { testStore } from './testing/testStore';

let folder = '';
let whole = new Uint8Array();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfumato-prepare-'));
  whole = new Uint8Array(await readFile(await writePart(folder, 'unet.safetensors', /^model\.diffusion_model/)));
});
afterAll(() => rm(folder, { recursive: true }));

const device = { provider: 'wasm', shaderF16: false } as const;

/** Takes the UNet in, prepares it in a precision, and tells what was read meanwhile. */
async function prepared(bytes: Uint8Array<ArrayBuffer>, precision: 'fp32' | 'q8') {
  const store = testStore({ blockBytes: 2 ** 20, network: { now: () => (clock += 1000) } });
  let clock = 0;
  const source = { kind: 'files', files: [{ path: 'unet.safetensors', file: new Blob([bytes]) }] } as const;
  valueOf(await store.importPackage({ id: 'u', title: 'U', family: null, licence: null, name: 'u', source }, ignore));
  const read: number[] = [];
  const ask = () =>
    store.prepare({ packageId: 'u', device, choices: { precision } }, ({ stage, totalBytes }) => {
      if (stage === 'check' && totalBytes) read.push(totalBytes);
    });
  return { first: await ask(), again: await ask(), read };
}

it(
  'reads weights that run as they lie once, and names the tensor that holds no numbers, quantised or not',
  { timeout: 60_000 },
  async () => {
    const sound = await prepared(whole, 'fp32');
    expect([sound.first.ok, sound.again.ok]).toEqual([true, true]);
    expect(new Set(sound.read)).toEqual(new Set([14_021_448]));
    const spoilt = whole.slice();
    // The last tensor of the file, a half that is no number.
    spoilt.set([0x01, 0x7e], spoilt.length - 2);
    for (const precision of ['fp32', 'q8'] as const) {
      const { first } = await prepared(spoilt, precision);
      expect(first).toMatchObject({
        ok: false,
        fault: { code: 'checkpoint-invalid', message: expect.stringMatching(/no numbers, in “.+”/) as string },
      });
    }
  },
);
