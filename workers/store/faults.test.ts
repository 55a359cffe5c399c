import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generatedContent } from '../../e2e/faultServer/content';
import { FaultServer, type Faults } from '../../e2e/faultServer/faultServer';
import { blobSource } from './blobSource';
import { FakeOpfs } from './testing/fakeOpfs';
import { faultOf, ignore, servedPackage, valueOf } from '../../e2e/faultServer/servedPackage';
import { testBlockBytes, testStore } from './testing/testStore';

const sizeBytes = 6 * testBlockBytes + 11;
const wanted = generatedContent(1, sizeBytes).read(0, sizeBytes);

let server: FaultServer;
beforeEach(async () => {
  server = await FaultServer.start();
});
afterEach(() => server.stop());

const request = (faults: Faults, told: 'digest' | 'size' | 'nothing' = 'digest') =>
  servedPackage(server, { 'unet/model.onnx': { sizeBytes, faults, told } });

describe('a server with passing faults', () => {
  it.each<[string, Faults]>([
    ['cuts connections', { cut: { afterBytes: 9000, times: 5 } }],
    ['stalls', { stall: { afterBytes: 9000, times: 2 } }],
    ['gives other ranges than asked', { wrongRange: { times: 2 } }],
    ['ends ranges early without an error', { shortRange: { byBytes: 50, times: 3 } }],
    ['is overloaded', { status: { code: 503, times: 2 } }],
    ['asks for fewer requests', { status: { code: 429, times: 2, headers: { 'Retry-After': '0' } } }],
  ])('that %s is asked again, and every byte comes once', async (_name, faults) => {
    const store = testStore({ network: { stallMs: 150, maximumFailures: 4 } });
    expect(valueOf(await store.begin(request(faults), ignore)).state).toBe('ready');
    expect(await blobSource(valueOf(await store.open('test'))).read('unet/model.onnx')).toEqual(wanted);
  });

  it('fetches nothing twice after a cut', async () => {
    const store = testStore();
    valueOf(await store.begin(request({ cut: { afterBytes: 9000, times: 4 } }), ignore));
    expect(server.sentBytes()).toBe(sizeBytes + 1);
  });
});

describe('servers of other kinds', () => {
  it('without ranges: one stream, said in a note; an interruption starts it again', async () => {
    const store = testStore();
    const done = valueOf(await store.begin(request({ noRanges: true, cut: { afterBytes: 20_000, times: 2 } }), ignore));
    expect(done.state).toBe('ready');
    expect(done.notes.join()).toContain('does not give parts');
    expect(await blobSource(valueOf(await store.open('test'))).read('unet/model.onnx')).toEqual(wanted);
  });

  it('without ranges, lengths or digests: the length is known at the end', async () => {
    const store = testStore();
    const done = valueOf(await store.begin(request({ noRanges: true, noLength: true }, 'nothing'), ignore));
    expect(done).toMatchObject({ state: 'ready', totalBytes: sizeBytes });
    expect(done.notes.join()).toContain('no digests');
    expect(await blobSource(valueOf(await store.open('test'))).read('unet/model.onnx')).toEqual(wanted);
  });

  it('without ranges, paused: nothing half is used, and resume starts it again', async () => {
    const store = testStore();
    const running = store.begin(request({ noRanges: true, bytesPerSecond: 100_000 }), ignore);
    await expect.poll(async () => valueOf(await store.list())[0]?.doneBytes ?? 0).toBeGreaterThan(5000);
    await store.pause('test');
    expect(valueOf(await running).state).toBe('paused');
    expect(faultOf(await store.open('test')).message).toContain('not complete');
    request({ noRanges: true });
    expect(valueOf(await store.resume('test', ignore)).state).toBe('ready');
    expect(await blobSource(valueOf(await store.open('test'))).read('unet/model.onnx')).toEqual(wanted);
  });

  it('behind redirects to another origin', async () => {
    const other = await FaultServer.start();
    try {
      const target = other.put('/contents/1', generatedContent(1, sizeBytes));
      const store = testStore();
      expect(valueOf(await store.begin(request({ redirectTo: target }), ignore)).state).toBe('ready');
      expect(other.sentBytes()).toBe(sizeBytes + 1);
    } finally {
      await other.stop();
    }
  });

  it('never sees HEAD, nor a header that needs permission beforehand', async () => {
    const store = testStore();
    valueOf(await store.begin(request({ etag: '"1"' }), ignore));
    expect(server.seen.map(({ method }) => method)).not.toContain('HEAD');
    for (const { headers } of server.seen) expect(Object.keys(headers)).not.toContain('if-range');
  });
});

describe('faults that stay', () => {
  it.each<[string, Faults, string, RegExp]>([
    ['404', { status: { code: 404 } }, 'download-missing', /has no file “unet\/model.onnx”/],
    ['403', { status: { code: 403 } }, 'download-refused', /does not give .* to everybody/],
    ['416', { status: { code: 416 } }, 'source-changed', /not the file that was expected/],
    ['500 for ever', { status: { code: 500 } }, 'network', /status 500/],
    ['a start page in place of the file', { contentType: 'text/html; charset=utf-8' }, 'download-missing', /a web page came/],
    ['connections cut before an answer', { cut: { afterBytes: 0 } }, 'network', /could not be reached/],
    ['other ranges for ever', { wrongRange: {} }, 'network', /other bytes/],
  ])('%s: a sentence, a way out, and nothing half-written in use', async (_name, faults, code, sentence) => {
    const opfs = new FakeOpfs();
    const store = testStore({ opfs });
    const fault = faultOf(await store.begin(request(faults), ignore));
    expect(fault.code).toBe(code);
    expect(fault.message).toMatch(sentence);
    expect(fault.hint).toMatch(/\w.*\.$/);
    expect(faultOf(await store.open('test')).code).toBe('package-missing-file');
    expect([...opfs.files().keys()].filter((name) => /\/\d{4}-/.test(name) && !name.endsWith('.part'))).toEqual([]);
    expect(valueOf(await store.list())[0]).toMatchObject({ state: 'paused', fault: { code } });
    // Once the server is well, the very same request goes on.
    expect(valueOf(await store.begin(request({}), ignore))).toMatchObject({ state: 'ready', fault: null });
  });

  it('a missing file is found before anything large is fetched', async () => {
    const store = testStore();
    const both = servedPackage(server, { 'big.bin': { sizeBytes }, 'gone.json': { sizeBytes: 10, faults: { status: { code: 404 } } } });
    expect(faultOf(await store.begin(both, ignore)).message).toContain('gone.json');
    expect(server.sentBytes()).toBeLessThanOrEqual(1);
  });

  it('a file that changed between pause and resume is not mixed', async () => {
    const store = testStore();
    const running = store.begin(request({ etag: '"one"', bytesPerSecond: 50_000 }, 'size'), ignore);
    await expect.poll(async () => valueOf(await store.list())[0]?.doneBytes ?? 0).toBeGreaterThan(5000);
    await store.pause('test');
    await running;
    servedPackage(server, { 'unet/model.onnx': { sizeBytes, seed: 9, faults: { etag: '"two"' } } });
    expect(faultOf(await store.resume('test', ignore))).toMatchObject({ code: 'source-changed' });
    servedPackage(server, { 'unet/model.onnx': { sizeBytes: sizeBytes + 5, seed: 9 } });
    expect(faultOf(await store.resume('test', ignore)).message).toContain(`${sizeBytes + 5} bytes instead of ${sizeBytes}`);
    // A version that only some answers mark as weak is the same.
    servedPackage(server, { 'unet/model.onnx': { sizeBytes, faults: { etag: 'W/"one"' } } });
    expect(valueOf(await store.resume('test', ignore)).state).toBe('ready');
  });

  it('another length than the listing says is refused before it is fetched', async () => {
    const asked = request({});
    const other = { ...asked, files: asked.files.map((file) => ({ ...file, sizeBytes: 1234567 })) };
    expect(faultOf(await testStore().begin(other, ignore)).code).toBe('source-changed');
    expect(server.sentBytes()).toBeLessThanOrEqual(1);
  });

  it('tells no connection, a server that refuses other sites, and a server that is not there apart', async () => {
    const refusing =
      (answers: boolean) =>
      async (_url: string, init: RequestInit): Promise<Response> => {
        if (init.mode === 'no-cors' && answers) return Object.defineProperty(new Response(null), 'type', { value: 'opaque' });
        throw new TypeError('Failed to fetch');
      };
    const begin = async (network: Parameters<typeof testStore>[0]) => faultOf(await testStore(network).begin(request({}), ignore));
    expect(await begin({ network: { fetch: refusing(false), isOnline: () => false } })).toMatchObject({
      code: 'network',
      message: 'There is no connection to the internet.',
    });
    expect(await begin({ network: { fetch: refusing(true) } })).toMatchObject({
      code: 'download-refused',
      message: expect.stringContaining('CORS'),
    });
    expect(await begin({ network: { fetch: refusing(false) } })).toMatchObject({
      code: 'network',
      message: expect.stringContaining('could not be reached'),
    });
    const asked = request({});
    const plain = { ...asked, files: asked.files.map((file) => ({ ...file, url: 'http://models.example/unet.onnx' })) };
    expect(
      faultOf(await testStore({ network: { fetch: refusing(false), isSecurePage: () => true } }).begin(plain, ignore)).message,
    ).toContain('https');
  });
});

describe('room', () => {
  it('is asked for before anything is fetched', async () => {
    const opfs = new FakeOpfs({ quotaBytes: 50_000 });
    const fault = faultOf(await testStore({ opfs }).begin(request({}), ignore));
    expect(fault.code).toBe('storage-full');
    expect(fault.message).toMatch(/needs 99 kB, but the browser gives Sfumato only \d+ kB more/);
    expect(server.sentBytes()).toBeLessThanOrEqual(1);
  });

  it.each([false, true])(
    'that ends in the middle keeps what was fetched, uses nothing, and goes on when there is room (told by a number: %s)',
    async (lying) => {
      const opfs = new FakeOpfs({ lying });
      const { OpfsDisk } = await import('./disk/opfsDisk');
      // The browser's estimate is one, and other pages fill the disk too.
      const store = testStore({ opfs, disk: new OpfsDisk(opfs.root, () => Promise.resolve({ usedBytes: 0, quotaBytes: 1e9 })) });
      opfs.quotaBytes = 60_000;
      expect(faultOf(await store.begin(request({}), ignore))).toMatchObject({ code: 'storage-full' });
      const left = valueOf(await store.list())[0]!;
      expect(left).toMatchObject({ state: 'paused', fault: { code: 'storage-full' } });
      expect(faultOf(await store.open('test')).code).toBe('package-missing-file');
      opfs.quotaBytes = 1e9;
      const before = server.sentBytes();
      expect(valueOf(await store.resume('test', ignore)).state).toBe('ready');
      // One block at least: which of those under way were whole when the room ended is a matter of chance.
      expect(server.sentBytes() - before).toBeLessThanOrEqual(sizeBytes - testBlockBytes);
      expect(await blobSource(valueOf(await store.open('test'))).read('unet/model.onnx')).toEqual(wanted);
    },
  );
});
