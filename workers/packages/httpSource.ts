import { Fault } from '../protocol/faults';
import { addressPath } from './addressPath';
import type { FileSource, RangeReader, ReadProgress } from './fileSource';
import { alteredFile, missingFile } from './packageFaults';
import { bytesReader } from './rangeReaders';
import { tr } from '../texts/texts';

type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

/**
 * Reads a package's files below an address that ends in a slash.
 *
 * Servers of single-page applications answer a missing path with their start page and status 200, so an HTML answer
 * counts as missing. A body that is shorter than its announced length is a broken transfer, not a file; a longer one was packed.
 * @param paths of the files there, where somebody knows them: a hub that was asked.
 */
export function httpSource(
  baseUrl: string,
  fetchFile: Fetch = (input, init) => fetch(input, init),
  paths: readonly string[] | null = null,
): FileSource {
  const ask = (path: string, range?: string): Promise<Response> => request(fetchFile, baseUrl, path, range);
  return {
    label: baseUrl,
    list: () => Promise.resolve(paths),
    read: async (path, onProgress) => readBody(await ask(path), path, onProgress),
    openRanges: (path) => openRanges(ask, path),
  };
}

/** The first piece of a file, of whose answer the length is learnt: lengths alone (HEAD) are refused by some hubs. */
const firstPieceBytes = 256 * 1024;

/** A server that knows no ranges gives the whole file, which is then kept. */
async function openRanges(ask: (path: string, range?: string) => Promise<Response>, path: string): Promise<RangeReader> {
  const range = async (start: number, end: number): Promise<{ bytes: Uint8Array; sizeBytes: number | null }> => {
    const response = await ask(path, `bytes=${start}-${end - 1}`);
    const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
    return {
      bytes: await readBody(response, path, undefined),
      sizeBytes: response.status === 206 && total !== undefined ? Number(total) : null,
    };
  };
  const first = await range(0, firstPieceBytes);
  const { sizeBytes } = first;
  if (sizeBytes === null) return bytesReader(first.bytes);
  return {
    sizeBytes,
    async read(start, end) {
      const last = Math.min(end, sizeBytes);
      if (last <= first.bytes.byteLength) return first.bytes.subarray(start, last);
      if (start >= last) return new Uint8Array();
      const piece = await range(start, last);
      return piece.sizeBytes === null ? piece.bytes.subarray(start, last) : piece.bytes;
    },
  };
}

async function request(fetchFile: Fetch, baseUrl: string, path: string, range?: string): Promise<Response> {
  const url = baseUrl + addressPath(path);
  let response: Response;
  try {
    response = await (range === undefined ? fetchFile(url) : fetchFile(url, { headers: { Range: range } }));
  } catch (thrown) {
    // What fetches may have words of its own.
    if (thrown instanceof Fault) throw thrown;
    throw unreachable(path, tr`the server could not be reached`, thrown);
  }
  if (response.status === 404 || response.status === 410 || isHtml(response)) throw missingFile(path, baseUrl);
  if (response.status === 401 || response.status === 403)
    throw new Fault(
      'download-refused',
      tr`The server does not give “${path}” to everybody (status ${response.status}).`,
      tr`Download the files yourself, signed in where that is needed, and import the folder.`,
    );
  if (!response.ok) throw unreachable(path, tr`the server answered with status ${response.status}`);
  return response;
}

function isHtml(response: Response): boolean {
  return (response.headers.get('content-type') ?? '').includes('text/html');
}

function unreachable(path: string, why: string, cause?: unknown): Fault {
  return new Fault(
    'package-invalid',
    tr`The model file “${path}” could not be read: ${why}.`,
    tr`Check that Sfumato is still being served (or the connection), then try again.`,
    { cause },
  );
}

async function readBody(response: Response, path: string, onProgress: ReadProgress | undefined): Promise<Uint8Array> {
  // With a content encoding the announced length is that of the packed bytes.
  const announced = response.headers.get('content-encoding') === null ? Number(response.headers.get('content-length') ?? NaN) : NaN;
  const totalBytes = Number.isFinite(announced) ? announced : null;
  const chunks: Uint8Array[] = [];
  let readBytes = 0;
  const reader = response.body?.getReader();
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      chunks.push(part.value);
      readBytes += part.value.byteLength;
      onProgress?.(readBytes, totalBytes);
    }
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    throw unreachable(path, tr`the transfer broke off`, thrown);
  }
  // More than was announced was packed on its way, which scripts are not always told; digests decide where there are any.
  if (totalBytes !== null && readBytes < totalBytes) throw alteredFile(path, tr`${readBytes} of ${totalBytes} bytes arrived`);
  return joinChunks(chunks, readBytes);
}

function joinChunks(chunks: readonly Uint8Array[], sizeBytes: number): Uint8Array {
  const whole = new Uint8Array(sizeBytes);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
