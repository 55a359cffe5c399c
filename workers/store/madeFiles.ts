import type { SideKeeper } from '../packages/addOns/sideKeeper';
import type { WritePiece } from '../packages/checkpoint/sideBytes';
import { partName } from './disk/storedName';
import type { StoreDisk } from './disk/storeDisk';
import { readManifest } from './record/manifestSlots';

const beginning = 'made-';
/** Another precision asks for other bytes; more than this few of one add-on are not needed again soon. */
const mostFiles = 4;

/**
 * Keeps what is made from add-ons in the folders where these are kept: it goes when they go, and counts as theirs. A file has its name only
 * once it is whole.
 */
export function madeFiles(openDisk: () => Promise<StoreDisk>): SideKeeper {
  let opened: Promise<StoreDisk> | null = null;
  const folders = new Map<string, string>();
  return {
    async keep(addOn, name, sizeBytes, make) {
      opened ??= openDisk();
      const disk = await opened;
      const folder = folders.get(addOn) ?? (await folderOf(disk, addOn));
      if (folder === null) return null;
      folders.set(addOn, folder);
      const file = `${beginning}${name}.bin`;
      const there = (await disk.files(folder)).get(file) === sizeBytes ? await disk.open(folder, file) : null;
      return there ?? (await write(disk, folder, { file, sizeBytes }, make));
    },
  };
}

/** The folder in which an add-on's file is kept whole. */
async function folderOf(disk: StoreDisk, addOn: string): Promise<string | null> {
  for (const folder of await disk.folders()) {
    const record = (await readManifest(disk, folder))?.record;
    const [file] = record?.addOn ? record.files : [];
    if (file?.state === 'complete' && file.foundSha256 === addOn) return folder;
  }
  return null;
}

async function write(
  disk: StoreDisk,
  folder: string,
  { file, sizeBytes }: { readonly file: string; readonly sizeBytes: number },
  make: (write: WritePiece) => Promise<void>,
): Promise<Blob | null> {
  const room = await disk.roomLeft();
  if (room && sizeBytes > room.quotaBytes - room.usedBytes) return null;
  await dropOld(disk, folder);
  const target = await disk.edit(folder, partName(file));
  let isWhole = false;
  try {
    await target.truncate(0);
    await make((offset, bytes) => target.write(offset, bytes));
    isWhole = (await target.sizeBytes()) === sizeBytes;
    await target.flush();
  } finally {
    await target.close();
    if (!isWhole) await disk.remove(folder, partName(file));
  }
  if (!isWhole) return null;
  await disk.rename(folder, partName(file), file);
  return disk.open(folder, file);
}

async function dropOld(disk: StoreDisk, folder: string): Promise<void> {
  const made = [...(await disk.files(folder)).keys()].filter((name) => name.startsWith(beginning) && !name.endsWith('.part'));
  if (made.length >= mostFiles) for (const name of made) await disk.remove(folder, name);
}
