import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesContent, digestOf, generatedContent } from '../../e2e/faultServer/content';
import { FaultServer } from '../../e2e/faultServer/faultServer';
import { imitateHub, type HubRepository } from '../../e2e/faultServer/hubImitation';
import { blobSource } from './blobSource';
import { faultOf, ignore, valueOf } from '../../e2e/faultServer/servedPackage';
import { testBlockBytes, testStore } from './testing/testStore';

const commit = '0123456789abcdef0123456789abcdef01234567';
const weights = generatedContent(5, 4 * testBlockBytes + 9);
const repository: HubRepository = {
  repository: 'painter/tiny-sd',
  revision: 'refs/pr/1',
  commit,
  license: 'openrail++',
  files: [
    { path: 'model_index.json', content: bytesContent(new TextEncoder().encode('{"_class_name":"X"}')), large: false },
    { path: 'unet/model.onnx', content: weights, large: true },
    { path: 'unet/config with space.json', content: bytesContent(new TextEncoder().encode('{}')), large: false },
  ],
};

let hub: FaultServer;
let contents: FaultServer;
beforeEach(async () => {
  [hub, contents] = [await FaultServer.start(), await FaultServer.start()];
});
afterEach(async () => {
  await hub.stop();
  await contents.stop();
});

const asked = () => ({ baseUrl: `${hub.origin}/`, repository: repository.repository, revision: repository.revision });

describe('a hub', () => {
  it.each([100, 2, 1])('lists the files of a revision, pinned to its commit, in pages of %d', async (pageSize) => {
    imitateHub(hub, contents, repository, pageSize);
    const listing = valueOf(await testStore().listRepository(asked()));
    expect(listing).toMatchObject({ baseUrl: hub.origin, commit, licence: 'openrail++', gated: false });
    expect(listing.files).toEqual([
      {
        path: 'model_index.json',
        url: `${hub.origin}/painter/tiny-sd/resolve/${commit}/model_index.json`,
        sizeBytes: 19,
        sha256: null,
        gitSha1: expect.stringMatching(/^[0-9a-f]{40}$/),
      },
      {
        path: 'unet/model.onnx',
        url: `${hub.origin}/painter/tiny-sd/resolve/${commit}/unet/model.onnx`,
        sizeBytes: weights.sizeBytes,
        sha256: digestOf(weights),
        gitSha1: null,
      },
      {
        path: 'unet/config with space.json',
        url: `${hub.origin}/painter/tiny-sd/resolve/${commit}/unet/config%20with%20space.json`,
        sizeBytes: 2,
        sha256: null,
        gitSha1: expect.any(String),
      },
    ]);
    // Only the listing: no file was touched.
    expect(hub.seen.every(({ path }) => path.startsWith('/api/'))).toBe(true);
  });

  it('serves a package whose large files come from a store of another origin that refuses HEAD', async () => {
    imitateHub(hub, contents, repository);
    const store = testStore();
    const { files, licence, ...origin } = valueOf(await store.listRepository(asked()));
    const done = valueOf(
      await store.begin({ id: 'tiny', title: 'Tiny', family: null, licence, origin: { kind: 'hub', ...origin }, files }, ignore),
    );
    expect(done).toMatchObject({ state: 'ready', licence: 'openrail++', origin: { kind: 'hub', commit }, notes: [] });
    expect(done.files.every(({ promised }) => promised)).toBe(true);
    expect(await blobSource(valueOf(await store.open('tiny'))).read('unet/model.onnx')).toEqual(weights.read(0, weights.sizeBytes));
    expect(contents.sentBytes()).toBe(weights.sizeBytes + 1);
    expect([...hub.seen, ...contents.seen].every(({ method }) => method === 'GET')).toBe(true);
  });

  it('is held to the digests of its small files too', async () => {
    imitateHub(hub, contents, repository);
    const store = testStore();
    const { files, licence, ...origin } = valueOf(await store.listRepository(asked()));
    hub.put(`/painter/tiny-sd/resolve/${commit}/model_index.json`, new TextEncoder().encode('{"_class_name":"Y"}'));
    expect(
      faultOf(await store.begin({ id: 'tiny', title: 'Tiny', family: null, licence, origin: { kind: 'hub', ...origin }, files }, ignore)),
    ).toMatchObject({ code: 'digest-mismatch', message: expect.stringContaining('model_index.json') });
  });

  it('whose answer in place of a large file is the pointer to it, is found out by the length', async () => {
    imitateHub(hub, contents, repository);
    const store = testStore();
    const { files, licence, ...origin } = valueOf(await store.listRepository(asked()));
    hub.put(
      `/painter/tiny-sd/resolve/${commit}/unet/model.onnx`,
      new TextEncoder().encode(`version https://git-lfs.github.com/spec/v1\noid sha256:${digestOf(weights)}\nsize ${weights.sizeBytes}\n`),
    );
    expect(
      faultOf(await store.begin({ id: 'tiny', title: 'Tiny', family: null, licence, origin: { kind: 'hub', ...origin }, files }, ignore))
        .code,
    ).toBe('source-changed');
  });

  it('says whether terms have to be accepted', async () => {
    imitateHub(hub, contents, { ...repository, gated: 'auto' });
    expect(valueOf(await testStore().listRepository(asked())).gated).toBe(true);
  });

  it.each<[string, Partial<ReturnType<typeof asked>>, string]>([
    ['an unknown repository', { repository: 'nobody/nothing' }, 'download-missing'],
    ['an unknown revision', { revision: 'v9' }, 'download-missing'],
    ['a name that is none', { repository: '../../api/whoami' }, 'download-missing'],
    ['an address that is none', { baseUrl: 'ftp://hub' }, 'download-refused'],
  ])('refuses %s in a sentence', async (_name, changes, code) => {
    imitateHub(hub, contents, repository);
    const fault = faultOf(await testStore().listRepository({ ...asked(), ...changes }));
    expect(fault.code).toBe(code);
    expect(fault.hint.length).toBeGreaterThan(10);
  });

  it('that answers something else is not believed', async () => {
    hub.handle((_url, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"sha":"main"}');
      return true;
    });
    expect(faultOf(await testStore().listRepository(asked())).code).toBe('package-invalid');
  });

  it('that lists pages without end is left', async () => {
    let pages = 0;
    hub.handle((url, response) => {
      if (url.pathname.includes('/revision/')) response.end(JSON.stringify({ sha: commit }));
      else response.writeHead(200, { Link: `<${hub.origin}${url.pathname}?recursive=true&cursor=${(pages += 1)}>; rel="next"` }).end('[]');
      return true;
    });
    expect(faultOf(await testStore().listRepository(asked())).code).toBe('package-invalid');
    expect(pages).toBeLessThan(100);
  });

  it('gives what it shows to some to those who bring their token, which goes to the hub and nowhere else', async () => {
    imitateHub(hub, contents, { ...repository, gated: 'manual', token: 'hf_secret' });
    const store = testStore();
    const refused = faultOf(await store.listRepository(asked()));
    expect([refused.code, refused.hint]).toEqual(['download-refused', expect.stringContaining('access token')]);
    valueOf(await store.holdTokens([{ origin: hub.origin, token: 'hf_secret' }]));
    const { files, licence, ...origin } = valueOf(await store.listRepository(asked()));
    const done = valueOf(
      await store.begin({ id: 'tiny', title: 'Tiny', family: null, licence, origin: { kind: 'hub', ...origin }, files }, ignore),
    );
    expect(done.state).toBe('ready');
    expect(JSON.stringify(done)).not.toContain('hf_secret');
    expect(contents.seen.length).toBeGreaterThan(0);
    expect(contents.seen.filter(({ headers }) => headers['authorization'] !== undefined)).toEqual([]);
    valueOf(await store.holdTokens([]));
    expect(faultOf(await store.listRepository(asked())).code).toBe('download-refused');
  });

  it.each([
    ['http://hub.example', 'hf_secret', 'in the open'],
    ['no address', 'hf_secret', 'in the open'],
    ['https://hub.example', 'two words', 'no token has'],
    ['https://hub.example', 'line\nfeed', 'no token has'],
    ['https://hub.example', '', 'no token has'],
  ])('takes no token for %s like %j', async (origin, token, words) => {
    expect(faultOf(await testStore().holdTokens([{ origin, token }])).message).toContain(words);
  });

  it('is searched by words; what is no picture model, or is one that cannot run, is left out', async () => {
    imitateHub(hub, contents, { ...repository, gated: 'auto' });
    const search = (text: string) => testStore().searchRepositories({ baseUrl: hub.origin, text });
    expect(valueOf(await search('painter'))).toEqual([
      { repository: 'painter/tiny-sd', kind: 'model', downloads: 1234, licence: 'openrail++', gated: true },
    ]);
    expect(valueOf(await search('nothing like it'))).toEqual([]);
    expect(faultOf(await search('  ')).message).toBe('There is nothing to look for.');
    hub.handle((url, response) => {
      if (url.pathname !== '/other/api/models') return false;
      response.end('{"error":"x"}');
      return true;
    });
    expect(faultOf(await testStore().searchRepositories({ baseUrl: `${hub.origin}/other`, text: 'x' })).code).toBe('package-invalid');
  });
});
