import { createGzip } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesContent, digestOf, generatedContent } from '../../e2e/faultServer/content';
import { FaultServer } from '../../e2e/faultServer/faultServer';
import { faultOf, ignore, valueOf } from '../../e2e/faultServer/servedPackage';
import { Fault } from '../protocol/faults';
import { capOf, lookUp } from './download/lookUp';
import { testNetwork, testStore } from './testing/testStore';

let server: FaultServer;
beforeEach(async () => {
  server = await FaultServer.start();
});
afterEach(() => server.stop());

const small = bytesContent(new TextEncoder().encode('{"a":1}'));
const never = new AbortController().signal;
const ask = (url: string, capBytes = 1000, signal = never) => lookUp(testNetwork({ stallMs: 200 }), { url, named: 'it', capBytes }, signal);
const faultIn = async (work: Promise<unknown>): Promise<Fault> => {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Fault);
  return thrown as Fault;
};

describe('a look-up', () => {
  it.each([429, 503, 500])('has patience with status %i', async (code) => {
    const url = server.put('/a.json', small, { status: { code, times: 2, headers: { 'Retry-After': '0' } } });
    // A busy machine may be silent for longer than the other tests wait.
    expect(await (await lookUp(testNetwork(), { url, named: 'it', capBytes: 1000 }, never)).json()).toEqual({ a: 1 });
  });

  it('has patience with a cut and with silence, and gives up in words', async () => {
    const long = generatedContent(1, 600);
    expect((await (await ask(server.put('/a', long, { cut: { afterBytes: 100, times: 2 } }))).arrayBuffer()).byteLength).toBe(600);
    expect((await (await ask(server.put('/b', long, { stall: { afterBytes: 100, times: 1 } }))).arrayBuffer()).byteLength).toBe(600);
    const url = server.put('/c', long, { stall: { afterBytes: 100 } });
    expect((await faultIn(ask(url))).message).toContain('nothing came');
    server.handle(({ pathname }) => pathname === '/d');
    expect((await faultIn(ask(`${server.origin}/d`))).message).toContain('did not answer');
  });

  it('does not read what goes on for ever', async () => {
    let sent = 0;
    server.handle((url, response) => {
      if (url.pathname !== '/endless') return false;
      response.writeHead(200, { 'Content-Type': 'application/json' });
      const more = (): void => {
        if (response.destroyed) return;
        sent += 65_536;
        response.write(new Uint8Array(65_536), () => setImmediate(more));
      };
      more();
      return true;
    });
    const fault = await faultIn(ask(`${server.origin}/endless`, 1_000_000));
    expect([fault.code, fault.message]).toEqual(['download-refused', expect.stringContaining('1 MB')]);
    const until = sent;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(sent - until).toBeLessThan(1_000_000);
  });

  it('refuses and misses in different words', async () => {
    expect((await faultIn(ask(server.put('/a', small, { status: { code: 401 } })))).message).toContain('to everybody (status 401)');
    expect((await ask(`${server.origin}/none`)).status).toBe(404);
  });

  it('is not misled by the length of a packed answer', async () => {
    server.handle((url, response) => {
      if (!url.pathname.startsWith('/packed')) return false;
      const gzip = createGzip();
      response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Type': 'application/json' });
      gzip.pipe(response);
      gzip.end(JSON.stringify({ long: 'a'.repeat(500) }));
      return true;
    });
    const answer = await ask(`${server.origin}/packed`);
    expect(answer.headers.get('content-length')).toBe('511');
    expect(await answer.json()).toEqual({ long: 'a'.repeat(500) });
  });

  it('ends when it is told to', async () => {
    server.handle(({ pathname }) => pathname === '/silent');
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Fault('cancelled', 'c')), 30);
    expect((await faultIn(ask(`${server.origin}/silent`, 1000, stop.signal))).code).toBe('cancelled');
  });

  it('has a cap by what is asked for', () => {
    expect(capOf('tokenizer/vocab.json', null)).toBe(64 * 2 ** 20);
    expect(capOf('unet/model.onnx', 'bytes=0-262143')).toBe(256 * 2 ** 20);
    expect(capOf('unet/model.onnx', `bytes=0-${2 ** 29 - 1}`)).toBe(2 ** 29);
  });
});

describe('the store’s look-ups', () => {
  it('are cancelled by their id', async () => {
    server.handle(({ pathname }) => pathname.startsWith('/api/models/'));
    const store = testStore({ network: { stallMs: 60_000 } });
    const listing = store.listRepository({ baseUrl: server.origin, repository: 'a/b', revision: 'main' }, 'one');
    setTimeout(() => void store.cancelLookUp('one'), 30);
    expect(faultOf(await listing).code).toBe('cancelled');
  });

  it.each([
    [401, 'download-refused', 'does not exist, is private'],
    [403, 'download-refused', 'does not exist, is private'],
    [404, 'download-missing', 'no repository'],
  ])('word the hub’s status %i', async (status, code, words) => {
    server.handle((_url, response) => {
      response.writeHead(status).end('{"error":"x"}');
      return true;
    });
    const fault = faultOf(await testStore().listRepository({ baseUrl: server.origin, repository: 'a/b', revision: 'main' }));
    expect([fault.code, fault.message]).toEqual([code, expect.stringContaining(words)]);
  });

  it('fetch a picture at an address, and say why not', async () => {
    const store = testStore();
    server.put('/some where/a cat.png', small);
    const url = `${server.origin}/some%20where/a%20cat.png`;
    const { name, bytes } = valueOf(await store.fetchPicture(url));
    expect([name, new TextDecoder().decode(bytes)]).toEqual(['a cat.png', '{"a":1}']);
    expect(faultOf(await store.fetchPicture(`${server.origin}/none.png`)).code).toBe('download-missing');
    expect(faultOf(await store.fetchPicture(server.put('/secret.png', small, { status: { code: 403 } })))).toMatchObject({
      code: 'download-refused',
      hint: expect.stringContaining('save the picture itself') as string,
    });
    expect(faultOf(await store.fetchPicture('javascript:alert(1)')).code).toBe('download-refused');
    expect(faultOf(await store.fetchPicture('\ud800')).code).toBe('download-refused');
  });
});

describe('a download whose length nobody promised', () => {
  it('takes a packed answer that is longer than its announced length; the digest decides', async () => {
    const text = new TextEncoder().encode(JSON.stringify({ merges: 'x '.repeat(3000) }));
    server.handle((url, response) => {
      if (url.pathname !== '/p/vocab.json') return false;
      const gzip = createGzip();
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      gzip.pipe(response);
      gzip.end(text);
      return true;
    });
    const store = testStore();
    const file = {
      path: 'vocab.json',
      url: `${server.origin}/p/vocab.json`,
      sizeBytes: null,
      sha256: digestOf(bytesContent(text)),
      gitSha1: null,
    };
    const wanted = {
      id: 'p',
      title: 'P',
      family: null,
      licence: null,
      origin: { kind: 'url', baseUrl: `${server.origin}/p/` },
      files: [file],
    } as const;
    expect(valueOf(await store.begin(wanted, ignore))).toMatchObject({ state: 'ready', totalBytes: text.length });
  });
});
