import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../workers/protocol/faults';
import { caseFileSchema } from './caseFile';
import type { Case } from './caseFile';
import { largestDifference } from './compare';
import type { Computed } from './compare';
import { blended, differentialCase, diffEditCase, diffEditMaskCase, exemplar, img2img, inversion, optimised } from './methodOperations';
import { random, randomSequence, resampleMap, thresholdValues, timesteps } from './plainOperations';
import { tokenize } from './tokenizeOperation';

const operations: Readonly<Record<string, (given: Case) => Computed | Promise<Computed>>> = {
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
  let cases: readonly Case[];
  try {
    cases = caseFileSchema.parse(JSON.parse(await readFile(path, 'utf8'))).cases;
  } catch (thrown) {
    return [{ name: file, passed: false, report: `cannot be read: ${sentence(thrown)}` }];
  }
  const results: CaseResult[] = [];
  for (const given of cases) results.push(await runCase(given));
  return results;
}

/** Runs one case; whatever goes wrong is its failure. */
export async function runCase(given: Case): Promise<CaseResult> {
  const { name, operation, expected, tolerance } = given;
  try {
    const compute = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (!compute) throw new Fault('unexpected', `The operation “${operation}” is not known.`);
    if (Object.keys(expected).length === 0) throw new Fault('unexpected', 'The case expects nothing.');
    const difference = largestDifference(expected, await compute(given));
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
