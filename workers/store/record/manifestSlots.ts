import { z } from 'zod';
import { sha256Of } from '../../protocol/sha256Of';
import type { StoreDisk } from '../disk/storeDisk';
import { packageRecordSchema, type PackageRecord } from './packageRecord';

const slots = ['manifest-a.json', 'manifest-b.json'] as const;

const envelopeSchema = z.object({ generation: z.int().min(0), checksum: z.string(), body: z.string() });

interface Generation {
  readonly generation: number;
  readonly record: PackageRecord;
}

/** Whether a file of a package's folder is a manifest. */
export function isManifest(name: string): boolean {
  return slots.some((slot) => slot === name);
}

/** The newest whole manifest of a folder; null where there is none that can be read. */
export async function readManifest(disk: StoreDisk, folder: string): Promise<Generation | null> {
  const found = await Promise.all(slots.map((slot) => readSlot(disk, folder, slot)));
  return found.reduce((best, one) => (one && (!best || one.generation > best.generation) ? one : best), null);
}

/** Writes a generation into the slot that the one before it does not use: a torn write leaves the other as it was. */
export async function writeManifest(disk: StoreDisk, folder: string, { generation, record }: Generation): Promise<void> {
  const body = JSON.stringify(record);
  const bytes = new TextEncoder().encode(JSON.stringify({ generation, checksum: await sha256Of(body), body }));
  const file = await disk.edit(folder, slots[generation % 2 === 0 ? 0 : 1]);
  try {
    await file.write(0, bytes);
    await file.truncate(bytes.byteLength);
    await file.flush();
  } finally {
    await file.close();
  }
}

async function readSlot(disk: StoreDisk, folder: string, slot: string): Promise<Generation | null> {
  const blob = await disk.open(folder, slot);
  if (!blob) return null;
  try {
    const { generation, checksum, body } = envelopeSchema.parse(JSON.parse(await blob.text()));
    if ((await sha256Of(body)) !== checksum) return null;
    return { generation, record: packageRecordSchema.parse(JSON.parse(body)) };
  } catch {
    // Half-written, damaged, or of a form unknown here: the other slot counts.
    return null;
  }
}
