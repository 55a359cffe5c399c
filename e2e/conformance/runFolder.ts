import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../workers/protocol/faults';
import { caseFileSchema } from './caseFile';
import type { Case, CaseFile } from './caseFile';
import { checkpoint } from './checkpointOperation';
import { largestDifference } from './compare';
import type { Computed } from './compare';
import { writeFiles } from './files/writeFiles';
import { network } from './networks/networkOperation';
import { blended, differentialCase, diffEditCase, diffEditMaskCase, exemplar, img2img, inversion, optimised } from './methodOperations';
import { random, randomSequence, resampleMap, thresholdValues, timesteps } from './plainOperations';
import { tokenize } from './tokenizeOperation';

/** Where the files of a case were written, and where the rule for its values begins. */
export interface CasePlace {
  readonly folder: string;
  readonly salt: number;
}

const operations: Readonly<Record<string, (given: Case, place: CasePlace) => Computed | Promise<Computed>>> = {
  random,
  'random-sequence': randomSequence,
  thresholds: thresholdValues,
  timesteps,
  img2img,
  differential: differentialCase,
  exemplar,
  blended,
  'ddim-inversion': inversion,
  diffedit: diffEditCase,
  'diffedit-mask': diffEditMaskCase,
  optimised,
  'resample-map': resampleMap,
  tokenize,
};

/** Operations whose answers are right or wrong: they name what differs. */
const judgements: Readonly<Record<string, (given: Case, place: CasePlace) => Promise<readonly string[]>>> = { checkpoint };

/** Operations that measure their own error. */
const measures: Readonly<Record<string, (given: Case, place: CasePlace) => Promise<number>>> = { network };

export interface CaseResult {
  readonly name: string;
  readonly passed: boolean;
  /** The largest absolute difference, or why there is none. */
  readonly report: string;
}

/** Runs every case of every `*.json` of a folder through the engine's own modules. */
export async function runFolder(folder: string): Promise<CaseResult[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const results: CaseResult[] = [];
  for (const file of files) results.push(...(await runFile(join(folder, file), file)));
  return results;
}

async function runFile(path: string, file: string): Promise<CaseResult[]> {
  let content: CaseFile;
  try {
    content = caseFileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (thrown) {
    return [{ name: file, passed: false, report: `cannot be read: ${sentence(thrown)}` }];
  }
  return runContent(content);
}

/** Runs the cases of a file, with the files that they describe. */
export async function runContent(content: CaseFile): Promise<CaseResult[]> {
  return withFiles(content, content.salt ?? 0, async (place) => {
    const results: CaseResult[] = [];
    for (const given of content.cases)
      results.push(given.files ? await withFiles(given, place.salt, (own) => runCase(given, own)) : await runCase(given, place));
    return results;
  });
}

/** Writes the files that a case or a file of cases describes into a folder of their own, which is gone afterwards. */
async function withFiles<T>(
  { files, configs }: Pick<Case, 'files' | 'configs'>,
  salt: number,
  run: (place: CasePlace) => Promise<T>,
): Promise<T> {
  if (!files && !configs) return run({ folder: '', salt });
  const folder = await mkdtemp(join(tmpdir(), 'conformance-files-'));
  try {
    await writeFiles(folder, { files, configs, salt });
    return await run({ folder, salt });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs one case; whatever goes wrong is its failure. */
export async function runCase(given: Case, place: CasePlace = { folder: '', salt: 0 }): Promise<CaseResult> {
  const { name, operation, expected, tolerance } = given;
  try {
    if (Object.keys(expected).length === 0) throw new Fault('unexpected', 'The case expects nothing.');
    const judge = Object.hasOwn(judgements, operation) ? judgements[operation] : undefined;
    if (judge) {
      const differences = await judge(given, place);
      return { name, passed: differences.length === 0, report: differences.join('; ') };
    }
    const measure = Object.hasOwn(measures, operation) ? measures[operation] : undefined;
    const compute = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (!compute && !measure) throw new Fault('unexpected', `The operation “${operation}” is not known.`);
    if (tolerance === undefined) throw new Fault('bad-recipe', 'The case has no “tolerance”.');
    const difference = measure ? await measure(given, place) : largestDifference(expected, (await compute?.(given, place)) ?? {});
    const passed = difference <= tolerance;
    return { name, passed, report: passed ? figure(difference) : `${figure(difference)} > ${figure(tolerance)}` };
  } catch (thrown) {
    return { name, passed: false, report: sentence(thrown) };
  }
}

/** 3.1e-07: one decimal and an exponent of two digits. */
function figure(value: number): string {
  return value.toExponential(1).replace(/e([+-])(\d)$/, 'e$10$2');
}

function sentence(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : String(thrown)).replaceAll(/\s+/g, ' ');
}
