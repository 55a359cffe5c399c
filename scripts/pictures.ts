// npm run pictures -- FOLDER: every picture file of a folder through the studio's readers, compared with Pillow or ImageMagick.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../workers/protocol/faults';
import { readPictureHeader } from '../workers/pictures/import/readPictureHeader';
import { decodePng } from '../workers/pictures/png/decodePng';
import { otherReader, type OtherPicture } from './pictures/otherReader';

/** How one file went: whether both readers took it and saw the same. */
type Verdict = 'same' | 'differs' | 'only we' | 'only they' | 'neither' | 'alone';

interface Seen {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array | null;
}

async function ours(bytes: Uint8Array, name: string): Promise<Seen | Fault> {
  try {
    const header = readPictureHeader(bytes, name);
    if (header.format !== 'png') return { width: header.width, height: header.height, rgba: null };
    const { width, height, rgba } = await decodePng(bytes);
    return { width, height, rgba };
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    throw thrown;
  }
}

/** Sixteen bits are brought to eight by rounding here, by cutting there: a step of one is no difference. */
function alike(a: Seen, b: OtherPicture): boolean {
  if (a.width !== b.width || a.height !== b.height) return false;
  return a.rgba === null || b.rgba === null || a.rgba.every((value, i) => Math.abs(value - (b.rgba?.[i] ?? 0)) <= 1);
}

function* filesIn(folder: string): Generator<string> {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesIn(path);
    else yield path;
  }
}

const folder = process.argv[2];
if (folder === undefined) {
  console.error('npm run pictures -- FOLDER');
  process.exit(2);
}
const other = otherReader((command, given, input) => spawnSync(command, given, { input, maxBuffer: 2 ** 30 }));
console.log(other ? `Compared with ${other.title}.` : 'Neither Pillow nor ImageMagick is there: files are only read.');
const counts = new Map<Verdict, number>();
for (const path of filesIn(folder)) {
  const since = performance.now();
  const bytes = new Uint8Array(readFileSync(path));
  const mine = await ours(bytes, path);
  const ms = performance.now() - since;
  const theirs = other?.read(path, mine instanceof Fault || mine.rgba !== null) ?? null;
  let verdict: Verdict = 'alone';
  if (other) {
    if (mine instanceof Fault) verdict = theirs ? 'only they' : 'neither';
    else verdict = theirs === null ? 'only we' : alike(mine, theirs) ? 'same' : 'differs';
  }
  counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  if (verdict !== 'same' || ms > 2000)
    console.log(`${verdict.padEnd(9)} ${ms.toFixed(0).padStart(6)} ms  ${path}${mine instanceof Fault ? `  (${mine.message})` : ''}`);
}
console.log([...counts].map(([verdict, count]) => `${verdict}: ${count}`).join(' · '));
