import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePicture } from '../../workers/pictures/export/encodePicture';
import { decodePng } from '../../workers/pictures/png/decodePng';
import { encodeGreyPng } from '../../workers/pictures/png/encodePng';
import type { Blobs, PixelBlob } from '../../workers/protocol/engine';
import { Fault } from '../../workers/protocol/faults';
import { sha256Of } from '../../workers/protocol/sha256Of';
import { readIfThere } from './files';
import type { NeededPixels } from './neededPixels';

/** Pixels read from a folder, and the colour profile that came with the first of them, the picture. */
export interface BlobFolder {
  readonly blobs: Blobs;
  readonly icc: Uint8Array | null;
}

/**
 * Reads the pixels that a recipe names from `folder`: `<sha256>.png`, 8 bits a channel (a picture in RGB or RGBA, a map in
 * grey), or `<sha256>.bin`, the bytes themselves. The digest is that of the decoded bytes: RGBA, or one byte a pixel.
 * Throws Faults: `missing-blob` naming each missing one and what it is for, `bad-picture` or `bad-map` where a file holds
 * something else than its name says.
 */
export async function readBlobFolder(folder: string, needed: readonly NeededPixels[]): Promise<BlobFolder> {
  const blobs: Record<string, PixelBlob> = {};
  const missing: string[] = [];
  let icc: Uint8Array | null = null;
  for (const [i, wanted] of needed.entries()) {
    const { ref, what } = wanted;
    if (blobs[ref.sha256]) continue;
    const found = await readBlob(folder, wanted);
    if (!found) {
      missing.push(`${what} (${ref.sha256})`);
      continue;
    }
    blobs[ref.sha256] = found.blob;
    if (i === 0) icc = found.icc;
  }
  if (missing.length === 0) return { blobs, icc };
  throw new Fault(
    'missing-blob',
    `The pixels of ${missing.join(' and of ')} are missing from ${folder}.`,
    'Each lies there as a PNG named by that digest, for example “<digest>.png”; --blobs FOLDER names another folder.',
  );
}

/** Writes pixels as PNGs named by their digests; a picture keeps its colour profile. */
export async function writeBlobFolder(folder: string, blobs: Blobs, icc: Uint8Array | null): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [digest, { kind, width, height, data }] of Object.entries(blobs)) {
    const png = kind === 'grey' ? await encodeGreyPng(width, height, data) : await encodePicture({ width, height, rgba: data, icc }, null);
    await writeFile(join(folder, `${digest}.png`), png);
  }
}

async function readBlob(folder: string, { ref, kind, what }: NeededPixels): Promise<{ blob: PixelBlob; icc: Uint8Array | null } | null> {
  const png = await readIfThere(join(folder, `${ref.sha256}.png`));
  const raw = png ? null : await readIfThere(join(folder, `${ref.sha256}.bin`));
  if (raw) return { blob: await checked({ kind, width: ref.width, height: ref.height, data: raw }, ref.sha256, what), icc: null };
  if (!png) return null;
  const { width, height, rgba, icc } = await decodePng(png).catch((thrown: unknown) => {
    if (thrown instanceof Fault)
      throw new Fault(thrown.code, `The pixels of ${what} (${ref.sha256}.png) cannot be read. ${thrown.message}`, thrown.hint, {
        cause: thrown,
      });
    throw thrown;
  });
  const data = kind === 'grey' ? rgba.filter((_, i) => i % 4 === 0) : rgba;
  return { blob: await checked({ kind, width, height, data }, ref.sha256, what), icc };
}

/** What the file holds must be what its name says: a picture that was saved anew has other bytes. */
async function checked(blob: PixelBlob, digest: string, what: string): Promise<PixelBlob> {
  if ((await sha256Of(blob.data)) === digest) return blob;
  throw new Fault(
    blob.kind === 'grey' ? 'bad-map' : 'bad-picture',
    `The file ${digest} does not hold the pixels of ${what} that the recipe names: its bytes have another digest.`,
    'Use the file as it was written; a program that saves it anew may change its pixels.',
  );
}

/** A picture from a PNG file that is not named by a digest. Throws Faults as `decodePng`. */
export async function readPngPicture(path: string): Promise<{ readonly blob: PixelBlob; readonly icc: Uint8Array | null }> {
  const { width, height, rgba, icc } = await decodePng(await readFile(path));
  return { blob: { kind: 'rgba', width, height, data: rgba }, icc };
}
