import { isDeepStrictEqual } from 'node:util';
import { Fault } from '../../workers/protocol/faults';
import { openWeights } from '../../workers/weights/identify/openWeights';
import type { Case } from './caseFile';
import { byteFile, folderFiles } from './files/folderFiles';
import { expandPatterns } from './files/patterns';
import { need } from './readCase';
import type { CasePlace } from './runFolder';

/** Keys of `expected` that are lists of names, whose order tells nothing. */
const nameLists = new Set(['parts', 'missing', 'unused', 'unknown', 'chosen', 'unmatched']);

/** `checkpoint`: what a file or folder is. Names every key of `expected` that is not met. */
export async function checkpoint(given: Case, { folder }: CasePlace): Promise<readonly string[]> {
  const open = need(given, 'open');
  const told = await tell(open === '.' ? () => folderFiles(folder) : async () => [await byteFile(folder, open)]);
  return Object.entries(given.expected).flatMap(([key, expected]) => compareKey(key, expected, told));
}

type Told = Readonly<Record<string, unknown>>;

async function tell(files: () => ReturnType<typeof folderFiles>): Promise<Told> {
  try {
    const opened = await openWeights(await files());
    return { ...opened, ...('sampling' in opened ? opened.sampling : null) };
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    if (thrown.code === 'checkpoint-invalid') return { kind: 'invalid', says: thrown.message };
    if (thrown.code === 'checkpoint-unsupported') return { kind: 'refused', says: thrown.message };
    throw thrown;
  }
}

function compareKey(key: string, expected: unknown, told: Told): string[] {
  const found = told[key];
  if (key === 'says')
    return new RegExp(String(expected), 'i').test(String(found)) ? [] : [`says “${String(found)}” instead of /${String(expected)}/`];
  if (nameLists.has(key)) return compareNames(key, expected as string[], found);
  if (isDeepStrictEqual(found, expected)) return [];
  const why = key === 'kind' && 'says' in told ? ` (${String(told['says'])})` : '';
  return [`${key} is ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}${why}`];
}

function compareNames(key: string, patterns: readonly string[], found: unknown): string[] {
  if (!Array.isArray(found)) return [`${key} was not told${found === undefined ? '' : ` (${JSON.stringify(found)})`}`];
  const [expected, told] = [new Set(expandPatterns(patterns)), new Set(found.map(String))];
  const few = (names: Iterable<string>, other: ReadonlySet<string>) => [...names].filter((name) => !other.has(name));
  const [lacks, beyond] = [few(expected, told), few(told, expected)];
  const list = (names: readonly string[]) => `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
  return [...(lacks.length > 0 ? [`${key} lacks ${list(lacks)}`] : []), ...(beyond.length > 0 ? [`${key} holds ${list(beyond)} too`] : [])];
}
