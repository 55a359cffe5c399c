import { Fault } from '../protocol/faults';
import type { FileSource, ReadProgress } from './fileSource';
import { alteredFile, missingFile } from './packageFaults';

type Fetch = (input: string) => Promise<Response>;

/**
 * Reads a package's files below an address that ends in a slash.
 *
 * Servers of single-page applications answer a missing path with their start page and status 200, so an HTML answer
 * counts as missing. A body that is shorter than its announced length is a broken transfer, not a file.
 */
export function httpSource(baseUrl: string, fetchFile: Fetch = (input) => fetch(input)): FileSource {
  return {
    label: baseUrl,
    list: () => Promise.resolve(null),
    async read(path, onProgress) {
      const response = await request(fetchFile, baseUrl, path);
      if (response.status === 404 || response.status === 410 || isHtml(response)) throw missingFile(path, baseUrl);
      if (!response.ok) throw unreachable(path, `the server answered with status ${response.status}`);
      return readBody(response, path, onProgress);
    },
  };
}

async function request(fetchFile: Fetch, baseUrl: string, path: string): Promise<Response> {
  try {
    return await fetchFile(baseUrl + path.split('/').map(encodeURIComponent).join('/'));
  } catch (thrown) {
    throw unreachable(path, 'the server could not be reached', thrown);
  }
}

function isHtml(response: Response): boolean {
  return (response.headers.get('content-type') ?? '').includes('text/html');
}

function unreachable(path: string, why: string, cause?: unknown): Fault {
  return new Fault('package-invalid', `The model file “${path}” could not be read: ${why}.`, 'Check that Sfumato is still being served (or the connection), then try again.', { cause });
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
    throw unreachable(path, 'the transfer broke off', thrown);
  }
  if (totalBytes !== null && readBytes !== totalBytes) throw alteredFile(path, `${readBytes} of ${totalBytes} bytes arrived`);
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
