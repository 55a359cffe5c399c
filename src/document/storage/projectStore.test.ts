import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Fault } from '../../../workers/protocol/faults';
import { ChangeMap } from '../changeMap/ChangeMap';
import { tileSizeBytes as tileBytes } from '../../../workers/maps/tiles/tileGrid';
import { emptyDocument, initialSettings } from '../documentState';
import { noHistory } from '../history';
import { emptyContent as empty } from '../testing/emptyContent';
import { testRecipe } from '../testing/testRecipe';
import type { DocumentContent } from './codecs/documentCodec';
import { openProjectDatabase, type ProjectDatabase } from './database';
import { sha256Of } from '../../../workers/protocol/sha256Of';
import { keepInto, pieceBytes } from './pieces';
import { openProjectStore, type LoadedProject, type ProjectStore } from './projectStore';

vi.mock('../../../workers/protocol/sha256Of', { spy: true });

let count = 0;
let name = '';
let store: ProjectStore;
let raw: ProjectDatabase;

beforeEach(async () => {
  name = `project ${count++}`;
  store = await openProjectStore(name);
  raw = await openProjectDatabase(name);
});
afterEach(() => {
  vi.restoreAllMocks();
  store.close();
  raw.close();
});

const reopen = async (): Promise<ProjectStore> => {
  store.close();
  store = await openProjectStore(name);
  return store;
};

const recipe = testRecipe();
/** Wide enough for 32 columns of tiles. */
const size = { width: 8192, height: 600 };
const tile = (value: number) => new Uint8Array(tileBytes).fill(value);
const bytes = (size: number, seed: number) => new Uint8Array(size).map((_, i) => (i * seed + seed) & 255);
type Tiles = readonly (readonly [number, Uint8Array])[];
const mapOf = (tiles: Tiles) => new ChangeMap(size, new Map(tiles));
const mapsOf = (tiles: Tiles): DocumentContent['maps'] => [
  {
    id: 'map',
    name: 'Map',
    visible: true,
    opacity: 1,
    combination: 'maximum',
    modifiers: [{ id: 'm', enabled: true, modifier: { kind: 'grow', radiusPx: 4 } }],
    map: mapOf(tiles),
  },
];

const full = (prompt: string, paint = 9): DocumentContent => ({
  documentId: 'one',
  pose: { xx: 0, xy: -1, yx: 1, yy: 0, x: 3, y: 0 },
  picture: { width: 5, height: 3, rgba: bytes(60, 7), icc: bytes(100, 3), name: '<b>a</b>.png' },
  maps: mapsOf([
    [0, tile(paint)],
    [1, tile(paint)],
    [31 + 64, tile(4)],
  ]),
  exemplars: [
    {
      id: 'e1',
      name: 'tree',
      visible: true,
      opacity: 0.5,
      picture: { width: 4, height: 2, rgba: bytes(32, 11), name: 'tree.png' },
      cutout: bytes(8, 3),
      crop: { x: 1, y: 0, width: 3, height: 2 },
      placement: { x: 2.5, y: 1, scaleX: -1.5, scaleY: 1, rotation: 30 },
      bandPx: 12,
      map: mapOf([[0, tile(201)]]),
      mapPainted: true,
      hold: mapOf([[0, tile(7)]]),
    },
  ],
  guides: [
    {
      id: 'g1',
      name: 'edges',
      visible: true,
      kind: 'edges',
      role: 'wanted',
      content: {
        of: 'picture',
        picture: { width: 4, height: 2, rgba: bytes(32, 13), name: 'edges.png' },
        placement: { x: 2, y: 1, scaleX: 1, scaleY: 1, rotation: 0 },
      },
      controlNet: null,
      weight: 0.8,
      start: 0.1,
      end: 0.9,
    },
  ],
  layers: [
    {
      id: 'l1',
      name: 'night',
      visible: false,
      opacity: 0.25,
      rect: { x: 1, y: 0, width: 2, height: 2 },
      rgba: bytes(16, 5),
      coverage: bytes(4, 9),
      recipe,
      resultId: 'r1',
    },
  ],
  results: [
    {
      id: 'r1',
      number: 4,
      documentId: 'one',
      pose: emptyDocument.pose,
      starred: true,
      madeAt: 1_700_000_000_000,
      rect: { x: 0, y: 1, width: 2, height: 1 },
      rgba: bytes(8, 23),
      coverage: bytes(2, 29),
      recipe,
      provider: 'wasm',
      evaluations: { done: 3, skipped: 2, reused: 1 },
      seconds: 1.5,
      automaticMap: { width: 3, height: 1, data: bytes(3, 31) },
      guided: { guidanceImage: bytes(8, 37), distances: [{ background: 0.5, guide: null }] },
      notes: ['a note'],
    },
  ],
  grids: [{ id: 'g', documentId: 'one', title: 'Seeds', rows: [''], columns: ['seed 1', 'seed 2'], cells: ['r1', null] }],
  settings: { ...initialSettings, prompt },
  area: { x: 0, y: 0, width: 5, height: 3, modelWidth: 64, modelHeight: 64 },
  runMark: { documentId: 'one', settings: initialSettings },
});

/** Arrays as short texts: a difference between whole tiles takes minutes to print. */
const sketch = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return `${value.length} bytes ${createHash('sha256').update(value).digest('hex')}`;
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, each]) => [key, sketch(each)]));
  if (Array.isArray(value)) return value.map(sketch);
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, sketch(each)]))
    : value;
};
const expectSame = (found: unknown, wanted: unknown): void => expect(sketch(found)).toEqual(sketch(wanted));

const faultOf = async (work: Promise<unknown>): Promise<Fault> => {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Fault);
  return thrown as Fault;
};

describe('saving and loading', () => {
  it('starts with nothing, and says nothing', async () =>
    expect(await store.loadLatest()).toEqual({ content: null, history: noHistory, notice: null }));

  it('gives back everything after a reopening', async () => {
    await store.save(full('a house'));
    expectSame(await (await reopen()).loadLatest(), { content: full('a house'), history: noHistory, notice: null });
    await store.save(empty);
    expectSame((await (await reopen()).loadLatest()).content, empty);
  });

  it('gives equal tiles as the same bytes, since none is ever written to', async () => {
    await store.save(full('x'));
    const { tiles } = (await (await reopen()).loadLatest()).content!.maps[0]!.map;
    expect([tiles.get(0) === tiles.get(1), tiles.get(0) === tiles.get(31 + 64)]).toEqual([true, false]);
  });

  it('writes pictures once, and only the tiles that changed', async () => {
    const picture = full('x');
    await store.save(picture);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    const piecePuts = () => put.mock.calls.filter(([value]) => value instanceof Uint8Array).length;
    await store.save({ ...picture, settings: { ...initialSettings, prompt: 'y' } });
    expect(piecePuts()).toBe(0);
    await store.save({ ...picture, maps: mapsOf([...picture.maps[0]!.map.tiles, [0, tile(77)]]) });
    expect(piecePuts()).toBe(1);
    await (await reopen()).save({ ...picture, settings: { ...initialSettings, prompt: 'z' } });
    expect(piecePuts()).toBe(1);
  });

  it('removes bytes that neither of the two generations names', async () => {
    for (let paint = 10; paint < 20; paint++) await store.save(full('x', paint));
    // rgba, icc, guide, layer rgba, coverage, four of the result, the third tile, four of the exemplar, and a tile for each generation.
    expect(await raw.count('pieces')).toBe(16);
    expect((await store.loadLatest()).content!.maps[0]!.map.tiles.get(0)![0]).toBe(19);
  });

  it('keeps arrays of many pieces, and views of larger ones without the rest', async () => {
    const width = 1024;
    const height = 1300;
    const rgba = new Uint8Array(width * height * 4).map((_, i) => Math.imul(i, 2654435761) >>> 24);
    const shared = new Uint8Array(3 * tileBytes).fill(6);
    const large: DocumentContent = {
      ...empty,
      picture: { width, height, rgba, icc: null, name: 'large' },
      maps: mapsOf([[0, shared.subarray(tileBytes, 2 * tileBytes)]]),
    };
    await store.save(large);
    for (const piece of await raw.getAll('pieces')) expect(piece.buffer.byteLength).toBeLessThanOrEqual(pieceBytes);
    const { content } = await (await reopen()).loadLatest();
    expect(Buffer.compare(content!.picture!.rgba, rgba)).toBe(0);
    expectSame(content!.maps[0]!.map.tiles.get(0), tile(6));
  });

  it('lets the window have its turn while a large picture is digested, whose digests come within one task', async () => {
    const digest = crypto.subtle.digest.bind(crypto.subtle);
    const slow = (...given: Parameters<typeof digest>) => {
      for (const since = performance.now(); performance.now() - since < 10;);
      return Promise.resolve(given[1].byteLength > 100_000 ? new ArrayBuffer(32) : null).then((quick) => quick ?? digest(...given));
    };
    vi.spyOn(crypto.subtle, 'digest').mockImplementation(slow);
    let turns = 0;
    const counting = setInterval(() => (turns += 1));
    const rgba = new Uint8Array(12 * pieceBytes);
    const frozen = keepInto(new Map())(rgba);
    await frozen;
    clearInterval(counting);
    expect(turns).toBeGreaterThanOrEqual(4);
  });

  it('digests each array once, so that a stroke costs its own tiles only', async () => {
    const picture = full('x');
    await store.save(picture);
    const digest = vi.mocked(sha256Of).mockClear();
    await store.save({ ...picture, maps: mapsOf([...picture.maps[0]!.map.tiles, [0, tile(8)]]) });
    // The new tile and the manifest.
    expect(digest).toHaveBeenCalledTimes(2);
  });
});

describe('a tab that writes alone', () => {
  const save = (prompt: string, paint: number) => store.save(full(prompt, paint), noHistory, true);

  it('hands a save over to the database within the task in which it begins, so that a kill from then on loses nothing of it', async () => {
    await save('first', 1);
    const commit = vi.spyOn(IDBTransaction.prototype, 'commit');
    const later = vi.fn();
    setImmediate(later);
    const saving = save('second', 2);
    while (commit.mock.calls.length === 0 && later.mock.calls.length === 0) await Promise.resolve();
    expect([commit.mock.calls.length, later.mock.calls.length]).toEqual([1, 0]);
    await saving;
    expectSame((await (await reopen()).loadLatest()).content, full('second', 2));
  });

  it('takes turns with its generations all the same, and removes what neither names', async () => {
    for (let paint = 10; paint < 20; paint++) await save('x', paint);
    expect(await raw.count('pieces')).toBe(16);
    expect((await raw.getAll('generations')).length).toBe(2);
    expect(await store.isWhole()).toBe(true);
    await raw.delete('pieces', await sha256Of(tile(19)));
    const broken = await (await reopen()).loadLatest();
    expectSame(broken.content, full('x', 18));
  });

  it('writes again what was removed under it', async () => {
    await save('first', 1);
    await raw.clear('pieces');
    await save('second', 2);
    expectSame((await (await reopen()).loadLatest()).content, full('second', 2));
  });

  it.each([0, 1])('sets aside what another tab wrote while this one hung, in slot %i', async (at) => {
    await save('first', 1);
    await save('second', 2);
    const theirs = { manifest: '{"version":3,"of":"another tab"}', checksum: 'theirs' };
    await raw.put('generations', theirs, at === 0 ? 'a' : 'b');
    await save('third', 3);
    expect(await raw.getAll('aside')).toEqual([theirs]);
    await save('fourth', 4);
    expect(await raw.getAll('aside')).toEqual([theirs]);
    expectSame((await (await reopen()).loadLatest()).content, full('fourth', 4));
  });

  it('says that a newer version has written, and keeps that', async () => {
    await save('first', 1);
    await save('second', 2);
    const newer = { manifest: '{"version":99}', checksum: 'theirs' };
    await raw.put('generations', newer, 'a');
    expect((await faultOf(save('third', 3))).code).toBe('project-newer');
    const kept = [...(await raw.getAll('generations')), ...(await raw.getAll('aside'))];
    expect(kept.map(({ manifest }) => manifest)).toContain(newer.manifest);
  });
});

describe('damage', () => {
  const older = async () => {
    await store.save(full('first', 1));
    await store.save(full('second', 2));
  };
  const expectFallback = async () => {
    const { content, notice } = await (await reopen()).loadLatest();
    expectSame(content, full('first', 1));
    expect(notice).toContain('the one before it');
  };

  it('falls back where the newest manifest was altered', async () => {
    await older();
    const slot = (await raw.get('pointer', 'current'))!;
    const generation = (await raw.get('generations', slot))!;
    await raw.put('generations', { ...generation, manifest: generation.manifest.replace('second', 'sekond') }, slot);
    await expectFallback();
    await store.save(full('third', 3));
    expectSame((await (await reopen()).loadLatest()).content, full('third', 3));
  });

  it('falls back where bytes of the newest are gone or altered, and writes them anew', async () => {
    await older();
    const digest = await sha256Of(tile(2));
    await raw.put('pieces', tile(99), digest);
    await expectFallback();
    await store.save(full('second', 2));
    expectSame(await (await reopen()).loadLatest(), { content: full('second', 2), history: noHistory, notice: null });
    await raw.delete('pieces', digest);
    await expectFallback();
  });

  it('says so where nothing can be read, and saves again', async () => {
    await older();
    await raw.clear('pieces');
    const { content, notice } = await (await reopen()).loadLatest();
    expect(content).toBeNull();
    expect(notice).toContain('damaged');
    await store.save(full('new'));
    expectSame((await (await reopen()).loadLatest()).content, full('new'));
  });

  it('keeps the older generation where a save dies before the pointer is switched', async () => {
    await store.save(full('first', 1));
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
      if (this.name === 'pointer') throw new DOMException('killed', 'AbortError');
      return put.apply(this, given);
    });
    await faultOf(store.save(full('second', 2)));
    vi.restoreAllMocks();
    expectSame(await (await reopen()).loadLatest(), { content: full('first', 1), history: noHistory, notice: null });
  });

  it('tells what giving up a set-aside save would free, and frees that', async () => {
    await store.save(full('first', 1));
    const slot = (await raw.get('pointer', 'current'))!;
    const { manifest } = (await raw.get('generations', slot))!;
    const broken = manifest.replace('first', 'wurst');
    await raw.put('generations', { manifest: broken, checksum: 'none' }, slot);
    await (await reopen()).loadLatest();
    await store.save(full('second', 2));
    await store.save(full('third', 3));
    // Nothing but the two tiles of the map that the set-aside save shows is needed by it alone: they are one piece.
    expect(await store.aside()).toEqual({ count: 1, sizeBytes: broken.length + tileBytes });
    const before = await raw.count('pieces');
    await store.clearAside();
    expect([await store.aside(), await raw.count('pieces')]).toEqual([{ count: 0, sizeBytes: 0 }, before - 1]);
    expectSame((await (await reopen()).loadLatest()).content, full('third', 3));
  });

  it('answers every manifest, however wrong, with a project, an older one or nothing', async () => {
    await older();
    const slot = (await raw.get('pointer', 'current'))!;
    const { manifest } = (await raw.get('generations', slot))!;
    const edits = fc.oneof(
      fc.json(),
      fc
        .tuple(fc.nat(manifest.length), fc.string({ maxLength: 5 }), fc.nat(5))
        .map(([at, text, cut]) => manifest.slice(0, at) + text + manifest.slice(at + cut)),
      fc
        .constantFrom('"width":5', '"height":3', '"x":1', '"0,0"', '"visible":false', '"coverage"')
        .chain((part) =>
          fc.constantFrom('"width":99', '"x":-1e9', '"0,0":1,"a"', '"visible":"yes"', '').map((by) => manifest.replaceAll(part, by)),
        ),
    );
    await fc.assert(
      fc.asyncProperty(edits, async (text) => {
        await raw.put('generations', { manifest: text, checksum: await sha256Of(new TextEncoder().encode(text)) }, slot);
        const outcome = await (await reopen()).loadLatest().catch((error: unknown) => error);
        if (outcome instanceof Error) expect((outcome as Fault).code).toBe('project-newer');
        else expect((outcome as LoadedProject).content?.documentId).toBe('one');
      }),
      { numRuns: 150, seed: 4 },
    );
  });
});

describe('what the browser refuses', () => {
  it('a newer form is left untouched, to read and to write', async () => {
    const text = JSON.stringify({ version: 4, novelty: true });
    await raw.put('generations', { manifest: text, checksum: await sha256Of(new TextEncoder().encode(text)) }, 'a');
    await reopen();
    expect((await faultOf(store.loadLatest())).code).toBe('project-newer');
    expect((await faultOf(store.save(empty))).code).toBe('project-newer');
    expect((await raw.get('generations', 'a'))!.manifest).toBe(text);
  });

  it('a full disk is said; what was saved stays, and saving works again later', async () => {
    await store.save(full('first', 1));
    // Full after a few more pieces, as real disks are.
    const put = IDBObjectStore.prototype.put;
    let room = 1;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
      if (room-- > 0) return put.apply(this, given);
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect((await faultOf(store.save(full('second', 2)))).code).toBe('storage-full');
    vi.restoreAllMocks();
    expect(await raw.count('pieces')).toBe(15);
    expectSame((await store.loadLatest()).content, full('first', 1));
    await store.save(full('second', 2));
    expectSame((await (await reopen()).loadLatest()).content, full('second', 2));
  });

  it('no storage at all is said', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
    expect((await faultOf(openProjectStore('private'))).code).toBe('storage-unavailable');
  });
});
