import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bytesContent, type Content } from './content';

/** What is wrong with a file's server. Those with a count stop after so many answers. */
export interface Faults {
  /** Answers nothing but this, so often; for ever where no count is given. */
  status?: { code: number; times?: number; headers?: Record<string, string> };
  /** Ends the connection after so many bytes of an answer. */
  cut?: { afterBytes: number; times?: number };
  /** Sends so many bytes of an answer and then nothing, without ending it. */
  stall?: { afterBytes: number; times?: number };
  /** Gives the bytes from elsewhere than asked, and says so in `Content-Range`. */
  wrongRange?: { times?: number };
  /** Ends ranges too early without an error. */
  shortRange?: { byBytes: number; times?: number };
  /** Turns over the bits of the byte at this place, in so many answers that hold it. */
  wrongByte?: { at: number; times?: number };
  /** Slow: so many bytes a second for each answer. */
  bytesPerSecond?: number;
  /** Ignores `Range`. */
  noRanges?: boolean;
  /** No length in an answer of the whole: chunked. */
  noLength?: boolean;
  /** No permission for other sites to read it. */
  noCors?: boolean;
  /** CORS without `Content-Range`, `ETag` and `Link` being shown to scripts. */
  hidesHeaders?: boolean;
  redirectTo?: string;
  etag?: string;
  contentType?: string;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly range: string | null;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  status: number;
  sentBytes: number;
}

type Handler = (url: URL, response: ServerResponse, headers: SeenRequest['headers']) => boolean;

/** An HTTP server on a port of its own that gives out files as badly as it is told to, and remembers what was asked. */
export class FaultServer {
  readonly seen: SeenRequest[] = [];
  /** Whether browsers that ask beforehand are let send an access token. */
  letsTokens = false;
  private readonly files = new Map<string, { content: Content; faults: Faults }>();
  private readonly handlers: Handler[] = [];

  private constructor(private readonly server: Server) {}

  static async start(port = 0): Promise<FaultServer> {
    const server = createServer((request, response) => {
      void faultServer.answer(request, response).catch(() => response.destroy());
    });
    const faultServer = new FaultServer(server);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return faultServer;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Gives out a file under `path`, which begins with a slash; returns its address. A later call changes it. */
  put(path: string, content: Content | Uint8Array, faults: Faults = {}): string {
    this.files.set(path, { content: content instanceof Uint8Array ? bytesContent(content) : content, faults });
    return this.origin + path;
  }

  /** Answers what `handler` answers with true, before files are looked at. */
  handle(handler: Handler): void {
    this.handlers.push(handler);
  }

  faultsOf(path: string): Faults {
    const file = this.files.get(path);
    if (!file) throw new Error(`There is no ${path}.`);
    return file.faults;
  }

  sentBytes(path?: string): number {
    return this.seen.reduce((sum, request) => sum + (path === undefined || request.path === path ? request.sentBytes : 0), 0);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.origin);
    const path = decodeURIComponent(url.pathname);
    const seen: SeenRequest = {
      method: request.method ?? '',
      path,
      range: request.headers.range ?? null,
      headers: request.headers,
      status: 0,
      sentBytes: 0,
    };
    this.seen.push(seen);
    response.on('finish', () => (seen.status = response.statusCode));
    const file = this.files.get(path);
    const faults = file?.faults ?? {};
    if (!faults.noCors) {
      response.setHeader('Access-Control-Allow-Origin', '*');
      if (!faults.hidesHeaders) response.setHeader('Access-Control-Expose-Headers', 'ETag, Content-Range, Link');
      response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    }
    if (request.method === 'OPTIONS' && this.letsTokens)
      return void response.writeHead(204, { 'Access-Control-Allow-Headers': 'authorization, range' }).end();
    // Stores of contents refuse HEAD, and no hub's store should be asked for permission beforehand.
    if (request.method !== 'GET') return void response.writeHead(405).end();
    if (this.handlers.some((handler) => handler(url, response, request.headers))) return;
    if (!file) return void response.writeHead(404).end('not found');
    if (faults.redirectTo !== undefined) return void response.writeHead(302, { Location: faults.redirectTo }).end();
    if (faults.status && spend(faults.status)) return void response.writeHead(faults.status.code, faults.status.headers).end();
    await this.give(file.content, faults, seen, response);
  }

  private async give(content: Content, faults: Faults, seen: SeenRequest, response: ServerResponse): Promise<void> {
    const total = content.sizeBytes;
    const asked = faults.noRanges ? null : /^bytes=(\d+)-(\d*)$/.exec(seen.range ?? '');
    let start = asked ? Number(asked[1]) : 0;
    let end = asked && asked[2] !== '' ? Math.min(total, Number(asked[2]) + 1) : total;
    if (asked && start >= total) return void response.writeHead(416, { 'Content-Range': `bytes */${total}` }).end();
    if (asked && faults.wrongRange && spend(faults.wrongRange)) [start, end] = [Math.max(0, start - 1), Math.max(1, end - 1)];
    response.statusCode = asked ? 206 : 200;
    response.setHeader('Content-Type', faults.contentType ?? 'application/octet-stream');
    if (faults.etag) response.setHeader('ETag', faults.etag);
    if (asked) response.setHeader('Content-Range', `bytes ${start}-${end - 1}/${total}`);
    if (faults.shortRange && end - start > faults.shortRange.byBytes && spend(faults.shortRange)) end -= faults.shortRange.byBytes;
    if (!faults.noLength) response.setHeader('Content-Length', end - start);
    const wrongAt =
      faults.wrongByte && faults.wrongByte.at >= start && faults.wrongByte.at < end && spend(faults.wrongByte) ? faults.wrongByte.at : -1;
    const cutAt = faults.cut && end - start > faults.cut.afterBytes && spend(faults.cut) ? start + faults.cut.afterBytes : Infinity;
    const stallAt =
      faults.stall && end - start > faults.stall.afterBytes && spend(faults.stall) ? start + faults.stall.afterBytes : Infinity;
    const step = faults.bytesPerSecond ? Math.max(1, Math.ceil(faults.bytesPerSecond / 50)) : 64 * 1024;
    for (let at = start; at < end && !response.destroyed;) {
      const next = Math.min(end, at + step, cutAt, stallAt);
      const piece = content.read(at, next).slice();
      if (wrongAt >= at && wrongAt < next) piece[wrongAt - at] = (piece[wrongAt - at] ?? 0) ^ 0xff;
      seen.sentBytes += piece.byteLength;
      if (piece.byteLength > 0 && !response.write(piece)) await drained(response);
      at = next;
      if (at === cutAt) return void setTimeout(() => response.destroy(), 20);
      if (at === stallAt) return;
      if (faults.bytesPerSecond) await new Promise((resolve) => setTimeout(resolve, (step / (faults.bytesPerSecond ?? step)) * 1000));
    }
    response.end();
  }
}

/** Returns when the connection takes more, or is closed. */
async function drained(response: ServerResponse): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]).finally(() => waiting.abort());
}

/** Whether a fault still strikes; counts it. */
function spend(fault: { times?: number }): boolean {
  if (fault.times === undefined) return true;
  fault.times -= 1;
  return fault.times >= 0;
}
