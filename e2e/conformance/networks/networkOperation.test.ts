import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nodeRuntimeInstalled } from '../../node-runtime/nodeSession';
import { caseFileSchema, type CaseFile } from '../caseFile';
import { runContent } from '../runFolder';

const read = async (file: string): Promise<CaseFile> =>
  caseFileSchema.parse(JSON.parse(await readFile(fileURLToPath(new URL(`../../fixtures/networks/${file}`, import.meta.url)), 'utf8')));

/** Runs the first case of a file with something of it changed. */
const run = async (file: string, change: (content: CaseFile, first: CaseFile['cases'][number]) => Partial<CaseFile['cases'][number]>) => {
  const content = await read(file);
  const [first] = content.cases;
  const [result] = await runContent({ ...content, cases: [{ ...first!, ...change(content, first!) }] });
  return result!;
};

describe.skipIf(!nodeRuntimeInstalled)('the operation “network”', () => {
  it('passes what agrees', async () => {
    expect(await run('taesd-diffusers.json', () => ({}))).toMatchObject({ passed: true });
  });

  it('fails what does not: an altered input, number or shape', async () => {
    const inputs = (first: CaseFile['cases'][number]) => ({ sample: { ...first.inputs!['sample']!, scale: 0.9 } });
    expect((await run('taesd-diffusers.json', (_, first) => ({ inputs: inputs(first) as typeof first.inputs }))).report).toMatch(
      / > 2\.0e-05$/,
    );
    const expected = (first: CaseFile['cases'][number]) => first.expected['latent'] as { shape: number[]; float32: string };
    const altered = (first: CaseFile['cases'][number]) => {
      const bytes = Buffer.from(expected(first).float32, 'base64');
      bytes.writeFloatLE(9, 8);
      return { latent: { ...expected(first), float32: bytes.toString('base64') } };
    };
    expect((await run('taesd-diffusers.json', (_, first) => ({ expected: altered(first) }))).report).toMatch(/ > 2\.0e-05$/);
    const turned = (first: CaseFile['cases'][number]) => ({ latent: { ...expected(first), shape: expected(first).shape.toReversed() } });
    expect((await run('taesd-diffusers.json', (_, first) => ({ expected: turned(first) }))).report).toMatch(/instead of/);
  });

  it('fails what is not there, by name', async () => {
    expect((await run('taesd-diffusers.json', () => ({ part: 'unet' }))).report).toMatch(/no “unet”/);
    expect((await run('taesd-diffusers.json', (_, first) => ({ expected: { other: first.expected['latent'] } }))).report).toMatch(
      /“other” was not/,
    );
    expect((await run('taesd-diffusers.json', () => ({ inputs: {} }))).report).toMatch(/takes “sample”/);
    expect((await run('taesd-diffusers.json', () => ({ expected: {} }))).report).toMatch(/expects nothing/);
  });

  it('counts the modules that a LoRA changes', async () => {
    const loras = (first: CaseFile['cases'][number]) => first.loras!.map((lora) => ({ ...lora, modules: lora.modules + 1 }));
    expect((await run('locon.json', (_, first) => ({ loras: loras(first) }))).report).toMatch(/changes 280 modules instead of 281/);
  });
});
