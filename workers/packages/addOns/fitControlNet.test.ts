import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeControlNet, writeEmbedding } from '../../../e2e/fixtures/checkpoints/writeAddOns';
import type { ByteFile } from '../../protocol/byteFile';
import type { ControlNetwork } from '../../protocol/networkConfigs';
import { openWeights } from '../../weights/identify/openWeights';
import { addedFile } from './addedFile';
import { fitControlNet } from './fitControlNet';

let folder = '';
let file: ByteFile;
let network: ControlNetwork;

async function opened(path: string): Promise<ByteFile> {
  return addedFile({ name: 'a/b', sha256: '1'.repeat(64), file: new Blob([await readFile(path)]) });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfumato-fit-'));
  file = await opened(await writeControlNet(folder));
  const found = await openWeights([file]);
  if (found.kind !== 'controlnet' || !found.networks.controlNet) throw new Error('no ControlNet');
  network = found.networks.controlNet.network;
});
afterAll(() => rm(folder, { recursive: true }));

it('names an add-on’s file by its content and title, which cannot leave its folder', () => {
  expect(file.path).toBe(`add-ons/${'1'.repeat(16)}/a-b.safetensors`);
});

it('fits a net to a UNet of its widths, whatever transformers the net lacks', async () => {
  expect((await fitControlNet(file, 'edges', { ...network, depthsDown: network.depthsDown.map(() => [1, 1]) })).kind).toBe('controlnet');
});

it.each([
  [{ crossAttentionDim: 1024 }, /takes texts 768 numbers wide, and the model’s are 1024/],
  [{ blockOutChannels: [320, 640, 1280, 1280] }, /levels are 32-64-96-96 channels wide, and the UNet’s 320-640-1280-1280/],
  [{ addition: { timeDim: 256, inputDim: 2816 } }, /another kind of conditioning/],
  [{ inChannels: 9 }, /takes 4 channels of latents, and the UNet 9/],
])('refuses one for a UNet with %j in a sentence', async (change, sentence) => {
  await expect(fitControlNet(file, 'edges', { ...network, ...change })).rejects.toMatchObject({
    code: 'checkpoint-unsupported',
    message: expect.stringMatching(sentence) as string,
  });
});

it('refuses a file of another kind', async () => {
  const other = await opened(await writeEmbedding(folder));
  await expect(fitControlNet(other, 'moonlit', network)).rejects.toMatchObject({ message: '“moonlit” is no ControlNet.' });
});
