import { manifestPath, readManifest } from '../../packages/manifest';
import { poseFamily } from '../../protocol/mapModels';
import type { ImportRequest, PickedFiles } from '../../protocol/store';
import type { StoreDisk } from '../disk/storeDisk';
import type { FileHandles } from '../linked/fileHandles';
import { linkFile } from '../linked/linkedFile';
import { PartFile } from '../part/partFile';
import type { ProgressMeter } from '../progress';
import { chosenFor, newFile, note, type PackageRecord } from '../record/packageRecord';
import { RecordKeeper } from '../record/recordKeeper';
import { noRoom } from '../storeFaults';
import { blobBytes, requireSensible, type Entry } from './entry';
import { requirePoseModel } from './requirePoseModel';
import { isClutter, refusedImport, safePath } from './safePath';
import { readEntry } from './zipSource';
import { zipEntries } from './zipEntries';
import { tr } from '../../texts/texts';
import { placeInWords } from '../../texts/words';

/** The first bytes of the little text that Git keeps in place of a large file. */
const pointerStart = 'version https://git-lfs.github.com/spec/';
const pointerMostBytes = 1024;
/** A list of a few dozen digests is far below this. */
const listMostBytes = 4 * 1024 * 1024;

/**
 * Copies a folder's or an archive's files into the store, but for those that stay where they are. A list of digests among them
 * (`files.json`) is held to. Throws a Fault; what was written until then is removed by whoever holds the package.
 */
export async function importPackage(
  disk: StoreDisk,
  folder: string,
  handles: FileHandles,
  request: ImportRequest,
  blockBytes: number,
  meter: ProgressMeter,
  signal: AbortSignal,
): Promise<RecordKeeper> {
  const entries = await chosenEntries(request);
  if (request.family === poseFamily) await requirePoseModel(entries);
  const totalBytes = entries.reduce((sum, { sizeBytes, link }) => sum + (link ? 0 : sizeBytes), 0);
  const room = await disk.roomLeft();
  if (room && totalBytes > room.quotaBytes - room.usedBytes) throw noRoom(totalBytes, room.quotaBytes - room.usedBytes);
  const keeper = await RecordKeeper.create(disk, folder, await recordOf(request, entries, blockBytes));
  meter.enter('import', 0, totalBytes);
  for (const [index, entry] of entries.entries()) {
    const file = keeper.record.files[index];
    if (!file) continue;
    if (entry.link) {
      await linkFile(handles, folder, file, entry.link);
      await keeper.save();
      continue;
    }
    const part = await PartFile.open(keeper, file);
    try {
      await copy(entry, part, signal, (bytes) => meter.add(bytes));
      if (!(await part.seal(signal)))
        throw refusedImport(
          tr`“${entry.path}” is not what the package’s own list of digests (${manifestPath}) says.`,
          tr`The copy is damaged: get the package again from where it came from. Nothing was imported.`,
        );
    } finally {
      await part.close();
    }
  }
  meter.enter('done', totalBytes, totalBytes);
  return keeper;
}

async function chosenEntries({ source, folder = '', only, addOn }: ImportRequest): Promise<readonly Entry[]> {
  // What is added to models is known by the digest of all its bytes, and is small.
  const found = source.kind === 'zip' ? await zipEntries(source.file) : fileEntries(source, addOn === undefined);
  const all = found.filter(({ path }) => path.startsWith(folder)).map((entry) => ({ ...entry, path: entry.path.slice(folder.length) }));
  const entries = only ? all.filter(({ path }) => only.includes(path)) : all;
  requireSensible(entries);
  for (const entry of entries) {
    if (entry.sizeBytes <= pointerMostBytes && (await isPointer(entry))) {
      throw refusedImport(
        tr`“${entry.path}” holds no weights: Git put a pointer in its place (Git LFS).`,
        tr`Run “git lfs pull” in the folder, or download the file itself, then import again.`,
      );
    }
  }
  return entries;
}

function fileEntries({ files, inFolder }: PickedFiles, mayLink: boolean): readonly Entry[] {
  return files
    .filter(({ path }) => !isClutter(path))
    .map(({ path, file, handle }) => {
      const place = inFolder ? { handle: inFolder, within: safePath(path) } : handle && { handle };
      return {
        ...{ path: safePath(path), sizeBytes: file.size, bytes: () => blobBytes(file) },
        ...(mayLink && place && { link: { file, place } }),
      };
    });
}

async function isPointer(entry: Entry): Promise<boolean> {
  return new TextDecoder().decode(await readEntry(entry)).startsWith(pointerStart);
}

async function recordOf(request: ImportRequest, entries: readonly Entry[], blockBytes: number): Promise<PackageRecord> {
  const { id, title, family, licence, name } = request;
  const digests = await readManifest({
    label: name,
    list: () => Promise.resolve(entries.map(({ path }) => path)),
    read: async (path) => {
      const entry = entries.find((one) => one.path === path);
      if (!entry || entry.sizeBytes > listMostBytes) throw refusedImport(tr`The package’s “${path}” is no list of digests.`);
      return readEntry(entry);
    },
  });
  const files = entries.map(({ path, sizeBytes }, index) =>
    newFile({ path, url: null, sizeBytes, sha256: digests?.entries.get(path)?.sha256 ?? null, gitSha1: null }, index),
  );
  const record: PackageRecord = {
    version: 1,
    id,
    title,
    family,
    licence,
    origin: { kind: 'import', name },
    blockBytes,
    files,
    notes: [],
    ...chosenFor(request),
  };
  const { handle } = entries.find(({ link }) => link)?.link?.place ?? {};
  if (handle) {
    const kind = handle.kind === 'file' ? 'file' : 'folder';
    note(
      record,
      tr`It stays in its own ${placeInWords(kind)}, “${handle.name}”: nothing of it was copied. Leave that ${placeInWords(kind)} where it is.`,
    );
  }
  if (!handle && !digests && !request.addOn)
    note(record, tr`The package brings no list of digests (${manifestPath}): it was kept as it came, and later changes will be noticed.`);
  return record;
}

async function copy(entry: Entry, part: PartFile, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<void> {
  let at = 0;
  for await (const piece of entry.bytes()) {
    signal.throwIfAborted();
    await part.write(at, piece);
    at += piece.byteLength;
    onBytes(piece.byteLength);
  }
  await part.end(at);
}
