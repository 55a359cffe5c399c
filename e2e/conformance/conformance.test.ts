import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseFileSchema } from './caseFile';
import type { Case } from './caseFile';
import { runCase, runFolder } from './runFolder';

const folder = fileURLToPath(new URL('../fixtures/conformance', import.meta.url));
/** The claim grows and never shrinks: so many cases were there when this was written. */
const leastCases = 509;

async function casesOf(file: string): Promise<Case[]> {
  return caseFileSchema.parse(JSON.parse(await readFile(join(folder, file), 'utf8'))).cases;
}

describe('conformance with the reference', () => {
  it('holds for every case', async () => {
    const results = await runFolder(folder);
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
    expect(results.length).toBeGreaterThanOrEqual(leastCases);
  }, 180_000);
});

describe('the runner reports', () => {
  const failing = async (file: string, change: (given: Case) => Case) => {
    const [given] = await casesOf(file);
    const result = await runCase(change(given!));
    expect(result.passed).toBe(false);
    return result.report;
  };
  const firstFloat = (base64: string, value: number): string => {
    const bytes = Buffer.from(base64, 'base64');
    bytes.writeFloatLE(value, 0);
    return bytes.toString('base64');
  };

  it('a single altered value among the expected ones', async () => {
    const report = await failing('differential.json', (given) => {
      const latents = given.expected['latents'] as { shape: number[]; float32: string };
      return { ...given, expected: { ...given.expected, latents: { ...latents, float32: firstFloat(latents.float32, 99) } } };
    });
    expect(report).toMatch(/^\d\.\de\+\d\d > 2\.0e-04$/);
  });

  it('an altered input, which shows in the result', async () => {
    const report = await failing('differential.json', (given) => {
      const preserve = given.tensors!['preserve']!;
      return {
        ...given,
        tensors: {
          ...given.tensors,
          preserve: { ...preserve, float32: Buffer.from(new Float32Array(64).fill(0.5).buffer).toString('base64') },
        },
      };
    });
    expect(report).toMatch(/>/);
  });

  it('an altered setting of the schedule', async () => {
    expect(await failing('img2img.json', (given) => ({ ...given, strength: 0.7 }))).toMatch(/instead of/);
    expect(await failing('timesteps.json', (given) => ({ ...given, scheduler: { ...(given.scheduler as object), steps_offset: 0 } }))).toBe(
      '1.0e+00 > 1.0e-03',
    );
  });

  it('a number that is not finite', async () => {
    expect(
      await failing('thresholds.json', (given) => ({
        ...given,
        expected: { values: (given.expected['values'] as number[]).map(() => Number.NaN) },
      })),
    ).toMatch(/Infinity > /i);
  });

  it('an unknown operation, scheduler, curve, denoiser or vocabulary, by name', async () => {
    expect(await failing('img2img.json', (given) => ({ ...given, operation: 'img2video' }))).toMatch(/“img2video”/);
    expect(await failing('img2img.json', (given) => ({ ...given, operation: 'toString' }))).toMatch(/“toString”/);
    expect(await failing('img2img.json', (given) => ({ ...given, scheduler: { _class_name: 'FancyScheduler' } }))).toMatch(
      /“FancyScheduler”/,
    );
    expect(await failing('differential.json', (given) => ({ ...given, threshold: 'zigzag' }))).toMatch(/“zigzag”/);
    expect(await failing('thresholds.json', (given) => ({ ...given, function: 'zigzag' }))).toMatch(/“zigzag”/);
    expect(await failing('img2img.json', (given) => ({ ...given, denoiser: { ...given.denoiser!, type: 'unet' } }))).toMatch(/“unet”/);
    expect(await failing('tokenize.json', (given) => ({ ...given, vocabulary: 't5' }))).toMatch(/“t5”/);
  });

  it('an expectation that is not computed, or none at all', async () => {
    expect(await failing('random.json', (given) => ({ ...given, expected: { mean: 0 } }))).toMatch(/“mean” was not computed/);
    expect(await failing('random.json', (given) => ({ ...given, expected: {} }))).toMatch(/expects nothing/);
    expect(await failing('random.json', (given) => ({ ...given, shape: [4] }))).toMatch(/4 values instead of 3/);
  });
});

describe('the command', () => {
  let scratch: string;
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'conformance-'));
  });
  afterAll(() => rm(scratch, { recursive: true }));

  const run = (path: string) =>
    new Promise<{ status: number; lines: string[] }>((resolve) => {
      const command = [
        fileURLToPath(new URL('../../node_modules/tsx/dist/cli.mjs', import.meta.url)),
        fileURLToPath(new URL('run.ts', import.meta.url)),
        path,
      ];
      execFile(process.execPath, command, (error, stdout) =>
        resolve({ status: error ? Number(error.code) : 0, lines: stdout.trim().split('\n') }),
      );
    });

  it('prints a line a case and a count, and fails where a case does', async () => {
    const [good] = await casesOf('random-sequence.json');
    await writeFile(
      join(scratch, 'mixed.json'),
      JSON.stringify({ format: 'conformance-1', cases: [good, { ...good, name: 'broken', seed: 1 }] }),
    );
    const { status, lines } = await run(scratch);
    expect(status).toBe(1);
    expect(lines[0]).toMatch(/^ok {4}random\/a-sequence +\d\.\de[+-]\d\d$/);
    expect(lines[1]).toMatch(/^FAIL {2}broken +\d\.\de[+-]\d\d > 4\.0e-06$/);
    expect(lines[2]).toBe('1 passed, 1 failed');
  }, 30_000);

  it('fails for a file that is no case file, and for an empty folder', async () => {
    await writeFile(join(scratch, 'mixed.json'), '{"format": "other"}');
    const broken = await run(scratch);
    expect([broken.status, broken.lines.at(-1)]).toEqual([1, '0 passed, 1 failed']);
    await rm(join(scratch, 'mixed.json'));
    const empty = await run(scratch);
    expect([empty.status, empty.lines.at(-1)]).toEqual([1, '0 passed, 0 failed']);
  }, 30_000);
});
