import type { StoreUsage } from '../protocol/store';
import type { StoreDisk } from './disk/storeDisk';
import { readManifest } from './record/manifestSlots';

/** Where the disk went: each package by its bytes on disk, everything of this origin, and what the browser gives in all. */
export async function storeUsage(disk: StoreDisk, isPersisted: () => Promise<boolean | null>): Promise<StoreUsage> {
  const packages: { id: string; title: string; sizeBytes: number }[] = [];
  for (const folder of await disk.folders()) {
    const sizes = [...(await disk.files(folder)).values()];
    const record = (await readManifest(disk, folder))?.record;
    packages.push({ id: record?.id ?? folder, title: record?.title ?? folder, sizeBytes: sizes.reduce((sum, bytes) => sum + bytes, 0) });
  }
  packages.sort((a, b) => b.sizeBytes - a.sizeBytes);
  const room = await disk.roomLeft();
  return {
    kind: disk.kind,
    reason: disk.reason,
    packages,
    packagesBytes: packages.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    usedBytes: room?.usedBytes ?? null,
    quotaBytes: room?.quotaBytes ?? null,
    persisted: disk.kind === 'memory' ? false : await isPersisted(),
  };
}
