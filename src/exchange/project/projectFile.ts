import { Unzip, UnzipInflate, Zip, ZipDeflate } from 'fflate';
import { Fault } from '../../../workers/protocol/faults';
import { documentCodec, documentVersion, type DocumentContent } from '../../document/storage/codecs/documentCodec';
import { sha256Of } from '../../../workers/protocol/sha256Of';
import { claimedVersion, digestsIn, manifestText, parseManifest } from '../../document/storage/manifest';
import { keepInto, pieceBytes, takeFrom } from '../../document/storage/pieces';
import { historyText, parseHistory } from '../../document/storage/savedHistory';
import { noHistory, type History } from '../../document/history';
import { tr } from '../../../workers/texts/texts';
import { projectType } from './projectEnding';

const manifestName = 'document.json';
const historyName = 'history.json';
const pieceFolder = 'pieces/';

/** A project as its file holds it. */
export interface ProjectFile {
  readonly content: DocumentContent;
  /** As much of its history as was saved and can be read. */
  readonly history: History;
}

/** Most bytes that a project file may unpack to: two of the largest pictures with all that may lie over them. */
const maximumUnpackedBytes = 4 * 2 ** 30;
const maximumManifestBytes = 64 * 2 ** 20;
/** Bytes handed to the unpacker at once, before the window gets its turn. */
const portionBytes = 2 ** 20;

const nextTurn = () => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * A whole document, its results and history too, as one zip: `document.json`, `history.json` and their arrays' pieces by sha256.
 * @throws Fault `limit-reached`
 */
export async function encodeProject(content: DocumentContent, history: History = noHistory): Promise<Blob> {
  const kept = new Map<string, Uint8Array>();
  const text = manifestText(await documentCodec.freeze(content, keepInto(kept)));
  const saved = await historyText(history, await sha256Of(text), kept);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    parts.push(chunk as Uint8Array<ArrayBuffer>);
  });
  const add = async (name: string, bytes: Uint8Array) => {
    const entry = new ZipDeflate(name, { level: 1 });
    zip.add(entry);
    entry.push(bytes, true);
    await nextTurn();
  };
  await add(manifestName, new TextEncoder().encode(text));
  await add(historyName, new TextEncoder().encode(saved.text));
  for (const [digest, piece] of kept) await add(`${pieceFolder}${digest}`, piece);
  zip.end();
  return new Blob(parts, { type: projectType });
}

const refused = (why: string): Fault =>
  new Fault(
    'import-refused',
    tr`This is no project that Sfumato can open: ${why}.`,
    tr`Choose a file that “Save project” wrote. What is open was not changed.`,
  );

/** Unpacks the entries of a zip that `limitOf` gives a size; others are left out. @throws Fault `import-refused` */
async function unpack(file: Blob, limitOf: (name: string) => number | null): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  let failure: Error | null = null;
  let total = 0;
  const unzip = new Unzip((entry) => {
    const limit = limitOf(entry.name);
    if (limit === null) return;
    const chunks: Uint8Array[] = [];
    let size = 0;
    entry.ondata = (error, chunk, final) => {
      size += chunk?.length ?? 0;
      total += chunk?.length ?? 0;
      if (error) failure ??= refused(tr`it is damaged`);
      else if (size > limit || total > maximumUnpackedBytes) failure ??= refused(tr`it unpacks to more than a project can be`);
      if (failure) return entry.terminate();
      chunks.push(chunk);
      if (final) found.set(entry.name, joined(chunks, size));
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < file.size && !failure; at += portionBytes) {
    const portion = new Uint8Array(await file.slice(at, at + portionBytes).arrayBuffer());
    try {
      unzip.push(portion, at + portionBytes >= file.size);
    } catch {
      throw failure ?? refused(tr`it is damaged`);
    }
    await nextTurn();
  }
  if (failure) throw failure as Error;
  return found;
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** The file was written by a newer Sfumato. */
const newer = (version: number): Fault =>
  new Fault(
    'project-newer',
    tr`This project was saved by a newer version of Sfumato: its form is ${version}, and this version reads up to ${documentVersion}.`,
    tr`The file was left as it is, and what is open was not changed. Reload the page to get the newer version, then open it again.`,
  );

/**
 * Reads what this or a former version's `encodeProject` wrote; all of it is checked before anything of it is handed over. A history that
 * cannot be read costs its older steps, never the document.
 * @throws Fault `import-refused`, `project-newer`
 */
export async function decodeProject(file: Blob): Promise<ProjectFile> {
  const entries = await unpack(file, (name) =>
    name === manifestName || name === historyName ? maximumManifestBytes : name.startsWith(pieceFolder) ? pieceBytes : null,
  );
  const bytes = entries.get(manifestName);
  if (!bytes) throw refused(tr`it holds no document`);
  const text = new TextDecoder().decode(bytes);
  const version = claimedVersion(text) ?? 0;
  if (version > documentVersion) throw newer(version);
  const saved = parseManifest(text);
  if (!saved) throw refused(tr`its document is damaged`);
  const pieces = new Map<string, Uint8Array>();
  const past = new TextDecoder().decode(entries.get(historyName));
  for (const digest of new Set([...digestsIn(text), ...digestsIn(past)])) {
    const piece = entries.get(`${pieceFolder}${digest}`);
    if (piece && (await sha256Of(piece)) === digest) pieces.set(digest, piece);
  }
  const take = takeFrom(pieces);
  try {
    return { content: documentCodec.thaw(saved, take), history: parseHistory(past, await sha256Of(text), take) ?? noHistory };
  } catch {
    throw refused(tr`a part of it is missing or damaged`);
  }
}
