import { createServer, type Server } from 'node:http';
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Page } from '@playwright/test';
import type { BigPackagePage } from '../../e2e/perf/bigPackage';
import { bigUnet, weightBytes } from '../../e2e/perf/bigUnet';
import type { Measurement } from '../../e2e/perf/measurement';
import type { Bench } from './bench';
import { inBigPage } from './bigPage';
import { HeapWatch, type Held } from './heapWatch';

/** 32 weights of 64 MiB: 2 GiB, in four files. */
const squares = 32;
const squaresPerShard = 8;
const textWidth = 32;
const gib = 1024 ** 3;
/**
 * A package with a UNet of 2 GiB, downloaded into the store and opened by the studio's own workers on WebGPU. What the
 * page's process holds of its heaps meanwhile may exceed what it held before by half a gigabyte.
 */
export const bigPackage: Bench = {
  name: 'package',
  title: 'a package with a UNet of 2 GiB: memory while it is downloaded and opened, and the network at the second load',
  async run({ root }) {
    const server = await servePackage(join(root, 'e2e/fixtures/packages/tiny'));
    try {
      return await inBigPage(root, (page, profile, address) => measure(page, profile, address, server));
    } finally {
      server.close();
    }
  },
};

async function measure(page: Page, profile: string, address: string, server: PackageServer): Promise<Measurement[]> {
  const heap = await HeapWatch.start(page, profile);
  await page.goto(address);
  await prepare(page);
  await call(page, 'start');
  const baseline = await heap.settled();
  const since = performance.now();
  await page.evaluate(([url, files]) => (Reflect.get(globalThis, 'big') as BigPackagePage).download(url, files), [
    server.baseUrl,
    server.files,
  ] as const);
  const downloadedS = (performance.now() - since) / 1000;
  const whileDownloading = heap.takePeak();
  const opened = performance.now();
  const verdicts = await call(page, 'open');
  const openedS = (performance.now() - opened) / 1000;
  const whileOpening = heap.takePeak();

  const before = server.requests();
  await page.reload();
  await prepare(page);
  await call(page, 'start');
  await call(page, 'open');
  const requests = server.requests() - before;
  await call(page, 'remove');
  heap.stop();
  const gb = (bytes: number): number => Math.max(0, bytes / gib);
  const figures = (doing: string, held: Held, detail: string): Measurement[] => [
    {
      name: `heaps above the baseline while ${doing}`,
      value: gb(held.heapBytes - baseline.heapBytes),
      unit: 'GB',
      bar: { most: 0.5 },
      detail,
    },
    {
      name: `page process above the baseline while ${doing}`,
      value: held.processBytes === null || baseline.processBytes === null ? Number.NaN : gb(held.processBytes - baseline.processBytes),
      unit: 'GB',
      bar: null,
      detail: 'wasm memories included',
    },
  ];
  return [
    ...figures('downloading', whileDownloading, `${downloadedS.toFixed(0)} s; baseline ${gb(baseline.heapBytes).toFixed(2)} GB`),
    ...figures('opening', whileOpening, `${openedS.toFixed(0)} s with the trial; ${String(verdicts)}`),
    { name: 'requests for the package at the second load', value: requests, unit: '', bar: { most: 0 } },
  ];
}

async function prepare(page: Page): Promise<void> {
  await page.evaluate(async (path) => {
    const { bigPackagePage } = (await import(path)) as { bigPackagePage: () => BigPackagePage };
    Reflect.set(globalThis, 'big', bigPackagePage());
  }, '/e2e/perf/bigPackage.ts');
}

function call(page: Page, what: 'start' | 'open' | 'remove'): Promise<unknown> {
  return page.evaluate((name) => (Reflect.get(globalThis, 'big') as BigPackagePage)[name]() as Promise<unknown>, what);
}

interface PackageServer {
  readonly baseUrl: string;
  readonly files: readonly { readonly path: string; readonly sizeBytes: number }[];
  requests(): number;
  close(): Server;
}

/** The tiny package with a UNet of 2 GiB in place of its own, whose weights are made as they are sent. */
async function servePackage(tinyFolder: string): Promise<PackageServer> {
  const { graph, shards } = bigUnet(squares, squaresPerShard, textWidth);
  const fixed = new Map<string, Uint8Array>();
  for (const entry of await readdir(tinyFolder, { recursive: true, withFileTypes: true })) {
    const path = relative(tinyFolder, join(entry.parentPath, entry.name));
    // The manifest's digests are those of the UNet that is replaced.
    if (entry.isFile() && path !== 'files.json') fixed.set(path, await readFile(join(tinyFolder, path)));
  }
  fixed.set('unet/model.onnx', graph);
  const made = new Map(shards.map(({ path, sizeBytes }) => [`unet/${path}`, sizeBytes]));
  const sizeOf = (path: string): number | undefined => fixed.get(path)?.byteLength ?? made.get(path);
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    const path = decodeURIComponent((request.url ?? '/').slice(1));
    const sizeBytes = sizeOf(path);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', '*');
    response.setHeader('Access-Control-Expose-Headers', 'Content-Range, Accept-Ranges, Content-Length, ETag');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    if (sizeBytes === undefined) return void response.writeHead(404).end();
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const start = Number(range?.[1] ?? 0);
    const end = range?.[2] ? Math.min(sizeBytes, Number(range[2]) + 1) : sizeBytes;
    response.writeHead(range ? 206 : 200, {
      'Content-Length': end - start,
      'Accept-Ranges': 'bytes',
      ...(range && { 'Content-Range': `bytes ${start}-${end - 1}/${sizeBytes}` }),
    });
    const bytes = fixed.get(path);
    let at = start;
    const send = (): void => {
      while (at < end) {
        const next = Math.min(end, at + 4 * 1024 ** 2);
        const more = response.write(bytes ? bytes.subarray(at, next) : weightBytes(at, next));
        at = next;
        if (!more) return void response.once('drain', send);
      }
      response.end();
    };
    send();
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const own = server.address();
  const port = typeof own === 'object' && own ? own.port : 0;
  const files = [...fixed.keys(), ...made.keys()].map((path) => ({ path, sizeBytes: sizeOf(path) ?? 0 }));
  return { baseUrl: `http://localhost:${port}/`, files, requests: () => requests, close: () => server.close() };
}
