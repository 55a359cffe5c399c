import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Rules of a `_headers` file: a path, or one with `*` at its end, then indented headers; all that match are joined. */
export function readHeadersFile(text: string): (pathname: string) => ReadonlyMap<string, string> {
  const rules: { pattern: string; headers: [string, string][] }[] = [];
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const [, name = '', value = ''] = /^\s+([\w-]+): (.*)$/.exec(line) ?? [];
    if (name === '') rules.push({ pattern: line.trim(), headers: [] });
    else rules.at(-1)?.headers.push([name, value]);
  }
  return (pathname) => {
    const headers = new Map<string, string>();
    for (const { pattern, headers: said } of rules) {
      if (pattern.endsWith('*') ? !pathname.startsWith(pattern.slice(0, -1)) : pathname !== pattern) continue;
      // As these hosts do: a header that two rules name has both values.
      for (const [name, value] of said) headers.set(name, headers.has(name) ? `${headers.get(name)}, ${value}` : value);
    }
    return headers;
  };
}

/** A server that hands out a folder and knows nothing more; with the headers of its `_headers` file, or with none. */
export async function startPlainServer(folder: string, withHeaders: boolean): Promise<{ origin: string; stop: () => Promise<void> }> {
  const headersOf = withHeaders ? readHeadersFile(readFileSync(join(folder, '_headers'), 'utf8')) : () => new Map<string, string>();
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = join(folder, normalize(decodeURIComponent(pathname)), pathname.endsWith('/') ? 'index.html' : '');
    if (!path.startsWith(folder) || !existsSync(path) || !statSync(path).isFile()) return void response.writeHead(404).end();
    for (const [name, value] of headersOf(pathname)) response.setHeader(name, value);
    response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream');
    response.end(readFileSync(path));
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
