import { patience } from '../pages/patience';
import { expect, test, type CDPSession, type Page } from '@playwright/test';
import type { DownloadRequest, StoredPackage, StoreUsage } from '../../workers/protocol/store';
import { bytesContent, digestOf, generatedContent } from '../faultServer/content';
import { FaultServer, type Faults } from '../faultServer/faultServer';
import { imitateHub } from '../faultServer/hubImitation';
import { serveStorePage } from '../storePage/serveStorePage';
import type { StoreWindow } from '../storePage/storePage';

declare const window: StoreWindow & { running?: ReturnType<StoreWindow['store']['begin']> };

const MiB = 1024 * 1024;
const blockBytes = 8 * MiB;
const bigBytes = 40 * MiB + 123;

let site: Awaited<ReturnType<typeof serveStorePage>>;
let models: FaultServer;
test.beforeAll(async () => {
  site = await serveStorePage(4319);
});
test.afterAll(() => site.stop());
test.beforeEach(async ({ page }) => {
  models = await FaultServer.start();
  await page.goto(site.address);
});
test.afterEach(() => models.stop());

function request(faults: Faults = {}, id = 'big'): DownloadRequest {
  const big = generatedContent(1, bigBytes);
  const small = generatedContent(2, 500);
  return {
    id,
    title: 'Big',
    family: null,
    licence: null,
    origin: { kind: 'url', baseUrl: `${models.origin}/` },
    files: [
      {
        path: 'unet/model.onnx_data',
        url: models.put('/unet/model.onnx_data', big, faults),
        sizeBytes: null,
        sha256: digestOf(big),
        gitSha1: null,
      },
      { path: 'unet/config.json', url: models.put('/unet/config.json', small), sizeBytes: null, sha256: digestOf(small), gitSha1: null },
    ],
  };
}

const start = (page: Page, wanted: DownloadRequest) =>
  page.evaluate((it) => void (window.running = window.store.begin(it, window.listen)), wanted);
const finish = (page: Page) => page.evaluate(() => window.running!);
const begin = (page: Page, wanted: DownloadRequest) => page.evaluate((it) => window.store.begin(it, window.listen), wanted);
const resume = (page: Page, id = 'big') => page.evaluate((it) => window.store.resume(it, window.listen), id);
const toldBytes = (page: Page) => page.evaluate(() => window.told.filter(({ stage }) => stage === 'download').at(-1)?.doneBytes ?? 0);

async function listed(page: Page): Promise<readonly StoredPackage[]> {
  const outcome = await page.evaluate(() => window.store.list());
  if (!outcome.ok) throw new Error(outcome.fault.message);
  return outcome.value;
}

async function usage(page: Page): Promise<StoreUsage> {
  const outcome = await page.evaluate(() => window.store.usage());
  if (!outcome.ok) throw new Error(outcome.fault.message);
  return outcome.value;
}

/** The SHA-256 of a stored file as the page reads it through the File it was handed. */
const digestInPage = (page: Page, id: string, path: string) =>
  page.evaluate(
    async ([id, path]) => {
      const opened = await window.store.open(id!);
      if (!opened.ok) return opened.fault.code;
      const file = opened.value.files.find((one) => one.path === path)!.blob;
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
      return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
    [id, path],
  );

async function limitQuota(page: Page, quotaBytes: number | null): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(site.address).origin,
    ...(quotaBytes !== null && { quotaSize: quotaBytes }),
  });
  return session;
}

test('a package from a hub lands on disk verified, can be read as files, counted and removed', async ({ page }) => {
  const contents = await FaultServer.start();
  const commit = '0123456789abcdef0123456789abcdef01234567';
  const weights = generatedContent(4, 9 * MiB + 7);
  imitateHub(
    models,
    contents,
    {
      repository: 'painter/tiny',
      revision: 'main',
      commit,
      license: 'mit',
      files: [
        { path: 'model_index.json', content: bytesContent(new TextEncoder().encode('{}')), large: false },
        { path: 'unet/model.onnx', content: weights, large: true },
      ],
    },
    1,
  );
  const outcome = await page.evaluate(async (baseUrl) => {
    const listing = await window.store.listRepository({ baseUrl, repository: 'painter/tiny', revision: 'main' });
    if (!listing.ok) return listing;
    const { files, licence, repository, revision, commit } = listing.value;
    return window.store.begin(
      { id: 'tiny', title: 'Tiny', family: null, licence, origin: { kind: 'hub', baseUrl, repository, revision, commit }, files },
      window.listen,
    );
  }, models.origin);
  expect(outcome).toMatchObject({ ok: true, value: { state: 'ready', origin: { commit }, licence: 'mit' } });
  expect(contents.sentBytes()).toBe(weights.sizeBytes + 1);
  // The page asked nothing that needs permission beforehand, and no HEAD.
  expect([...models.seen, ...contents.seen].filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(await digestInPage(page, 'tiny', 'unet/model.onnx')).toBe(digestOf(weights));

  const used = await usage(page);
  expect(used).toMatchObject({ kind: 'disk', reason: null, packages: [{ id: 'tiny' }] });
  expect(used.packagesBytes).toBeGreaterThan(weights.sizeBytes);
  expect(used.usedBytes).toBeGreaterThan(weights.sizeBytes);
  const granted = await page.evaluate(() => navigator.storage.persist());
  expect((await usage(page)).persisted).toBe(granted);

  // A reload needs no network.
  const asked = models.seen.length + contents.seen.length;
  await page.reload();
  expect(await digestInPage(page, 'tiny', 'unet/model.onnx')).toBe(digestOf(weights));
  expect(models.seen.length + contents.seen.length).toBe(asked);
  expect(await page.evaluate(() => window.store.remove('tiny'))).toMatchObject({ ok: true });
  expect(await listed(page)).toEqual([]);
  expect((await usage(page)).usedBytes).toBeLessThan(MiB);
  await contents.stop();
});

test('a reload in the middle of a download costs at most a block', async ({ page }) => {
  const wanted = request({ bytesPerSecond: 8 * MiB });
  await start(page, wanted);
  await expect.poll(() => toldBytes(page), { timeout: patience }).toBeGreaterThan(14 * MiB);
  const shownBytes = await toldBytes(page);
  await page.reload();
  const [left] = await listed(page);
  expect(left).toMatchObject({ id: 'big', state: 'paused' });
  expect(left!.doneBytes).toBeGreaterThanOrEqual(shownBytes - blockBytes);
  expect(await page.evaluate(() => window.store.open('big'))).toMatchObject({ ok: false, fault: { code: 'package-missing-file' } });

  request();
  const before = models.seen.length;
  expect(await resume(page)).toMatchObject({ ok: true, value: { state: 'ready' } });
  const resumedBytes = models.seen.slice(before).reduce((sum, { sentBytes }) => sum + sentBytes, 0);
  expect(resumedBytes).toBeLessThanOrEqual(bigBytes - shownBytes + blockBytes + 2);
  expect(resumedBytes).toBeGreaterThan(0);
  expect(await digestInPage(page, 'big', 'unet/model.onnx_data')).toBe(wanted.files[0]!.sha256);
});

test('pause, a lost connection and a dead server each keep what was fetched', async ({ page, context }) => {
  const wanted = request({ bytesPerSecond: 8 * MiB });
  await start(page, wanted);
  await expect.poll(() => toldBytes(page), { timeout: patience }).toBeGreaterThan(9 * MiB);
  await page.evaluate(() => window.store.pause('big'));
  const paused = await finish(page);
  expect(paused).toMatchObject({ ok: true, value: { state: 'paused', fault: null } });
  await context.setOffline(true);
  const offline = await resume(page);
  expect(offline).toMatchObject({ ok: false, fault: { code: 'network', message: 'There is no connection to the internet.' } });
  await context.setOffline(false);
  expect(await listed(page)).toMatchObject([{ state: 'paused', doneBytes: paused.ok ? paused.value.doneBytes : -1 }]);
  request();
  expect(await resume(page)).toMatchObject({ ok: true, value: { state: 'ready' } });
  expect(await digestInPage(page, 'big', 'unet/model.onnx_data')).toBe(wanted.files[0]!.sha256);
});

test('room is asked for before, and when it ends in the middle nothing half-written is used', async ({ page }) => {
  const { quotaBytes } = await usage(page);
  const huge = {
    ...request({}, 'huge'),
    files: [
      {
        path: 'unet/model.onnx_data',
        url: models.put('/huge', generatedContent(1, quotaBytes! + 1e9)),
        sizeBytes: null,
        sha256: null,
        gitSha1: null,
      },
    ],
  };
  expect(await begin(page, huge)).toMatchObject({
    ok: false,
    fault: { code: 'storage-full', message: expect.stringMatching(/needs [\d.]+ GB, but the browser gives Sfumato only [\d.]+ GB more/) },
  });
  expect(models.sentBytes()).toBe(1);
  await page.evaluate(() => window.store.cancel('huge'));

  const wanted = request({ bytesPerSecond: 8 * MiB });
  await start(page, wanted);
  await expect.poll(() => toldBytes(page), { timeout: patience }).toBeGreaterThan(4 * MiB);
  await limitQuota(page, 16 * MiB);
  expect(await finish(page)).toMatchObject({ ok: false, fault: { code: 'storage-full', hint: expect.stringContaining('resume') } });
  expect(await page.evaluate(() => window.store.open('big'))).toMatchObject({ ok: false, fault: { code: 'package-missing-file' } });
  const [left] = await listed(page);
  expect(left).toMatchObject({ state: 'paused', fault: { code: 'storage-full' } });
  expect(left!.doneBytes).toBeGreaterThan(4 * MiB);

  await limitQuota(page, 400 * MiB);
  request();
  expect(await resume(page)).toMatchObject({ ok: true, value: { state: 'ready' } });
  expect(await digestInPage(page, 'big', 'unet/model.onnx_data')).toBe(wanted.files[0]!.sha256);
});

test('a block altered on disk is found, and fetched alone', async ({ page }) => {
  const wanted = request();
  expect(await begin(page, wanted)).toMatchObject({ ok: true });
  await page.evaluate(
    async (at) => {
      const packages = await (await navigator.storage.getDirectory()).getDirectoryHandle('packages');
      for await (const folder of packages.values()) {
        if (folder.kind !== 'directory') continue;
        const handle = await (folder as FileSystemDirectoryHandle).getFileHandle('0000-model.onnx-data');
        const stream = await handle.createWritable({ keepExistingData: true });
        await stream.write({ type: 'write', position: at, data: new Uint8Array([9, 9, 9]) });
        await stream.close();
      }
    },
    2 * blockBytes + 5,
  );
  expect(await page.evaluate(() => window.store.verify('big', window.listen))).toMatchObject({
    ok: true,
    value: { bad: [{ path: 'unet/model.onnx_data', blocks: [2] }] },
  });
  const before = models.sentBytes();
  expect(await page.evaluate(() => window.store.repair('big', window.listen))).toMatchObject({ ok: true, value: { state: 'ready' } });
  expect(models.sentBytes() - before).toBe(blockBytes);
  expect(await digestInPage(page, 'big', 'unet/model.onnx_data')).toBe(wanted.files[0]!.sha256);
});

test('two tabs do not work on one package at once', async ({ page, context }) => {
  await start(page, request({ bytesPerSecond: 4 * MiB }));
  await expect.poll(() => toldBytes(page), { timeout: patience }).toBeGreaterThan(MiB);
  const other = await context.newPage();
  await other.goto(site.address);
  expect(await resume(other)).toMatchObject({ ok: false, fault: { code: 'store-busy' } });
  expect(await other.evaluate(() => window.store.remove('big'))).toMatchObject({ ok: false, fault: { code: 'store-busy' } });
  await page.close();
  // The lock goes with the tab.
  request();
  await expect.poll(async () => (await resume(other)).ok).toBe(true);
  expect(await listed(other)).toMatchObject([{ state: 'ready' }]);
});

test('files that were picked are imported, and a server that forbids other sites is named', async ({ page }) => {
  const imported = await page.evaluate(() =>
    window.store.importPackage(
      {
        id: 'mine',
        title: 'Mine',
        family: null,
        licence: null,
        name: 'mine',
        source: { kind: 'files', files: [{ path: 'unet/model.onnx', file: new File([new Uint8Array(9_000_000)], 'model.onnx') }] },
      },
      window.listen,
    ),
  );
  expect(imported).toMatchObject({ ok: true, value: { state: 'ready', refetchable: false, totalBytes: 9_000_000 } });
  const refused = await begin(page, request({ noCors: true }));
  expect(refused).toMatchObject({
    ok: false,
    fault: { message: expect.stringContaining('does not allow other sites'), hint: expect.stringContaining('import the folder') },
  });
});

test('without a secure address packages are kept in memory, said with the reason', async ({ page, context }) => {
  await context.route('http://plain.test/**', async (route) => {
    const answer = await context.request.get(site.address + new URL(route.request().url()).pathname.slice(1));
    await route.fulfill({ response: answer });
  });
  await page.goto('http://plain.test/');
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  expect(await usage(page)).toMatchObject({ kind: 'memory', persisted: false, reason: expect.stringContaining('gone with this tab') });
  const imported = await page.evaluate(() =>
    window.store.importPackage(
      {
        id: 'mine',
        title: 'Mine',
        family: null,
        licence: null,
        name: 'mine',
        source: { kind: 'files', files: [{ path: 'a.bin', file: new File([new Uint8Array(3_000_000).fill(5)], 'a.bin') }] },
      },
      window.listen,
    ),
  );
  expect(imported).toMatchObject({ ok: true, value: { state: 'ready', totalBytes: 3_000_000 } });
  const read = await page.evaluate(async () => {
    const opened = await window.store.open('mine');
    return opened.ok ? new Uint8Array(await opened.value.files[0]!.blob.arrayBuffer()).every((byte) => byte === 5) : opened.fault.code;
  });
  expect(read).toBe(true);
});
