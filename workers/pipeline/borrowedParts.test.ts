import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tensor } from 'onnxruntime-common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCheckpoint, writePart } from '../../e2e/fixtures/checkpoints/writeCheckpoint';
import { clipVocabulary } from '../../e2e/node-runtime/clipVocabulary';
import { folderSource } from '../../e2e/node-runtime/folderSource';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { nodeRuntimeInstalled } from '../../e2e/node-runtime/nodeSession';
import { inspectCheckpoint } from '../packages/checkpoint/inspectCheckpoint';
import type { FileSource } from '../packages/fileSource';
import type { Lender } from '../packages/lender';
import type { ModelPackage } from '../packages/modelPackage';
import { openModel } from '../packages/openModel';

const packages = fileURLToPath(new URL('../../e2e/fixtures/packages/', import.meta.url));
const device = { provider: 'wasm', shaderF16: false } as const;
const vaeParts = ['vae_encoder', 'vae_decoder'] as const;
let folder = '';
let whole: FileSource;
let bare: FileSource;
let vae: FileSource;
let text: FileSource;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfumato-borrowing-'));
  const alone = async (name: string, write: (at: string) => Promise<string>): Promise<FileSource> => {
    const at = await mkdtemp(join(folder, 'part-'));
    await write(at);
    return { ...folderSource(at), label: name };
  };
  whole = await alone('whole', writeCheckpoint);
  bare = await alone('bare', (at) => writePart(at, 'bare.safetensors', /^model\.diffusion_model/));
  vae = await alone('vae', (at) => writePart(at, 'vae.safetensors', /^first_stage_model/));
  text = await alone('text', (at) => writePart(at, 'text.safetensors', /^cond_stage_model/));
});
afterAll(() => rm(folder, { recursive: true }));

async function decoded(opened: ModelPackage, feeds: Record<string, Tensor>): Promise<unknown> {
  const session = await createNodeRuntime().createSession(await opened.readPart('vae_decoder'));
  try {
    return [...((await session.run(feeds))['sample']?.data ?? [])];
  } finally {
    await session.release();
  }
}

const borrowed = (): readonly Lender[] => [
  { source: vae, parts: vaeParts },
  { source: text, parts: ['text_encoder'] },
];
const open = (source: FileSource, lenders: readonly Lender[] = []): Promise<ModelPackage> =>
  openModel(source, 'model', { device, vocabulary: clipVocabulary, precision: 'fp32', lenders });

it('a UNet alone says what it lacks, and lacks nothing with a VAE and a text encoder of others', async () => {
  const { report } = await inspectCheckpoint(bare, device);
  expect(report.lending).toEqual({ gives: [], lacks: ['vae_encoder', 'vae_decoder', 'text_encoder'], latents: 'sd', isPart: false });
  expect(report.findings).toMatchObject([{ severity: 'blocks', code: 'missing-part' }]);
  await expect(open(bare)).rejects.toMatchObject({ code: 'checkpoint-unsupported' });
  const { report: composed, needed } = await inspectCheckpoint(bare, device, {}, borrowed());
  expect(composed.findings).toEqual([]);
  expect(composed.lending.lacks).toEqual([]);
  expect(needed).toEqual(['bare.safetensors']);
  expect(composed.parts.map(({ graph }) => graph)).toEqual([
    'lent/1/text.safetensors',
    'bare.safetensors',
    'lent/0/vae.safetensors',
    'lent/0/vae.safetensors',
  ]);
});

it('a part alone is known as one, with what it gives', async () => {
  const { report } = await inspectCheckpoint(vae, device);
  expect(report.lending).toMatchObject({
    lacks: [],
    latents: null,
    isPart: true,
    gives: [{ part: 'vae_encoder' }, { part: 'vae_decoder' }],
  });
  expect((await inspectCheckpoint(text, device)).report.lending).toMatchObject({ isPart: true, gives: [{ part: 'text_encoder' }] });
});

it('refuses a VAE of other latents, and one who has none', async () => {
  const xl = { ...vae, label: 'sdxl-vae' };
  await expect(open(bare, [{ source: xl, parts: vaeParts }])).rejects.toMatchObject({
    code: 'checkpoint-unsupported',
    message: '“sdxl-vae” cannot lend its VAE: its latents are those of SDXL, and the model’s are those of Stable Diffusion 1 and 2.',
  });
  await expect(open(bare, [{ source: text, parts: vaeParts }])).rejects.toMatchObject({
    message: expect.stringContaining('to lend') as string,
  });
});

describe.skipIf(!nodeRuntimeInstalled)('a composition at work', () => {
  it('binds the very bytes of the whole file, and is another model', async () => {
    const [one, other] = [await open(whole), await open(bare, borrowed())];
    expect(other.parts).toEqual(one.parts);
    expect(other.sha256).not.toBe(one.sha256);
    const latents = {
      latent_sample: new Tensor(
        'float32',
        Float32Array.from({ length: 16 }, (_, i) => Math.sin(i)),
        [1, 4, 2, 2],
      ),
    };
    const [own, lent] = await Promise.all([one, other].map(async (opened) => decoded(opened, latents)));
    expect(lent).toEqual(own);
    expect(new Set(own as readonly number[]).size).toBeGreaterThan(9);
  });

  it('a package of graphs takes the picture encoder of a checkpoint, and CLIP’s own vocabulary', async () => {
    const source = folderSource(join(packages, 'sd-turbo-ort'));
    const lenders = [{ source: whole, parts: ['vae_encoder'] as const }];
    const taken = await openModel(source, 'model', { device, vocabulary: clipVocabulary, lenders });
    expect(taken.parts).toContain('vae_encoder');
    expect((await taken.readPart('vae_encoder')).external.length).toBeGreaterThan(0);
    expect(taken.needsHalfPrecision?.('vae_encoder')).toBe(false);
  });
});
