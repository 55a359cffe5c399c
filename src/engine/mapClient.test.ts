import { expose, wrap } from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import { MapService } from '../../workers/maps/service/mapService';
import { readTiles, tilesOf } from '../../workers/maps/tiles/tiledMap';
import { Fault } from '../../workers/protocol/faults';
import type { MapProgress, MapStack, MapWorkerApi } from '../../workers/protocol/mapWorker';
import { createMapClient } from './mapClient';
import type { MapWorkerHandle } from './mapWorkerHandle';

const size = { width: 600, height: 520 };
const values = Uint8Array.from({ length: size.width * size.height }, (_, i) => (i % 600 < 300 ? 200 : 10));
const map = tilesOf(values, size);
const stackOf = (strength: number): MapStack => ({
  ...size,
  rect: null,
  layers: [{ map, modifiers: [{ kind: 'maximum', strength }], how: 'maximum', opacity: 1 }],
});
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Script = (service: MapService) => Partial<MapWorkerApi>;

/** Workers without a browser: each start takes the next script over the real service; comlink really runs between them. */
function workers(...scripts: readonly Script[]) {
  const ports: MessagePort[] = [];
  const alive: { kill: (why: Fault) => void; given: number; ended: boolean }[] = [];
  const start = (): MapWorkerHandle => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    const service = new MapService({ pause: () => later(1), holdLock: () => Promise.resolve(false) });
    const script = scripts[alive.length]?.(service) ?? {};
    const handle: (typeof alive)[number] = { kill: () => undefined, given: 0, ended: false };
    const api: MapWorkerApi = {
      hold: (name) => service.hold(name),
      give: (tiles) => {
        handle.given += tiles.size;
        return service.give(tiles);
      },
      givePicture: (...call) => service.givePicture(...call),
      cancel: (id) => service.cancel(id),
      compose: (...call) => service.compose(...call),
      histogram: (...call) => service.histogram(...call),
      isolines: (...call) => service.isolines(...call),
      fillMap: (...call) => service.fillMap(...call),
      fillPicture: (...call) => service.fillPicture(...call),
      fromSource: (...call) => service.fromSource(...call),
      straightLines: (...call) => service.straightLines(...call),
      resize: (...call) => service.resize(...call),
      ...script,
    };
    expose(api, port1);
    const died = new Promise<Fault>((resolve) => {
      handle.kill = resolve;
    });
    alive.push(handle);
    return {
      api: wrap<MapWorkerApi>(port2),
      died,
      terminate: () => {
        handle.ended = true;
      },
    };
  };
  return { start, alive, close: () => ports.forEach((port) => port.close()) };
}

let made: ReturnType<typeof workers> | null = null;
afterEach(() => made?.close());
function clientOf(cancelTimeoutMs: number, ...scripts: readonly Script[]) {
  const pool = (made = workers(...scripts));
  return { pool, client: createMapClient({ startWorker: pool.start, cancelTimeoutMs }) };
}

describe('the map client', () => {
  it('starts a worker with the first call, gives each tile once, and tells progress', async () => {
    const { pool, client } = clientOf(5000);
    expect(pool.alive).toHaveLength(0);
    const told: MapProgress[] = [];
    const capped = await client.compose(stackOf(0.4), { onProgress: (progress) => told.push(progress) });
    expect(
      Buffer.compare(
        readTiles(capped, { x: 0, y: 0, ...size }),
        values.map((value) => Math.min(102, value)),
      ),
    ).toBe(0);
    expect(pool.alive[0]!.given).toBe(map.tiles.size);
    const counts = await client.histogram(stackOf(1));
    expect([counts[200], counts[10]]).toEqual([300 * 520, 300 * 520]);
    expect(pool.alive[0]!.given).toBe(map.tiles.size);
    await expect.poll(() => told.at(-1)).toEqual({ done: 4, total: 4 });
  });

  it('gives tiles and pictures again where the worker has dropped them', async () => {
    let dropped = true;
    const { pool, client } = clientOf(5000, (service) => ({
      compose: (...call) => {
        if (!dropped) return service.compose(...call);
        dropped = false;
        return Promise.resolve({ ok: false, fault: { code: 'missing-blob', message: 'gone', hint: '' } });
      },
    }));
    await client.compose(stackOf(1));
    expect(pool.alive[0]!.given).toBe(2 * map.tiles.size);
  });

  it('hands a picture over by rows, once for its key', async () => {
    const rows: number[] = [];
    const { client } = clientOf(5000, (service) => ({
      givePicture: (key, pictureSize, firstRow, rgba) => {
        rows.push(firstRow);
        return service.givePicture(key, pictureSize, firstRow, rgba);
      },
    }));
    const picture = { key: 'k', width: 2048, height: 1300, rgba: new Uint8Array(2048 * 1300 * 4).fill(255) };
    const white = await client.fromSource(picture, { kind: 'luminance', invert: false }, { width: 20, height: 13 });
    expect(readTiles(white, { x: 0, y: 0, width: 20, height: 13 }).every((value) => value === 255)).toBe(true);
    const all = await client.fillPicture(picture, { at: { x: 1, y: 1 }, tolerance: 0, contiguous: false });
    expect(all!.rect).toEqual({ x: 0, y: 0, width: 2048, height: 1300 });
    expect(rows).toEqual([0, 512, 1024]);
  });

  it('lets the latest call of a name win, and leaves others alone', async () => {
    const begun: string[] = [];
    const { client } = clientOf(5000, (service) => ({
      compose: (id, stack, onProgress) => {
        const modifier = stack.layers[0]!.modifiers[0]!;
        begun.push(modifier.kind === 'maximum' ? String(modifier.strength) : '');
        return service.compose(id, stack, onProgress);
      },
    }));
    const other = client.histogram(stackOf(1));
    const previews = [0.1, 0.2, 0.3].map((strength) => client.compose(stackOf(strength), { latestOf: 'preview' }));
    const settled = await Promise.allSettled(previews);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(settled[0]).toMatchObject({ reason: { code: 'cancelled' } });
    expect(begun).toEqual(['0.3']);
    expect((await other)[200]).toBe(300 * 520);
  });

  it('ends a running preview at its next block when a newer one comes', async () => {
    const { pool, client } = clientOf(5000);
    let running: (() => void) | null = null;
    const started = new Promise<void>((resolve) => (running = resolve));
    const old = client.compose(stackOf(0.1), { latestOf: 'preview', onProgress: () => running?.() });
    await started;
    const latest = client.compose(stackOf(0.2), { latestOf: 'preview' });
    await expect(old).rejects.toMatchObject({ code: 'cancelled' });
    expect((await latest).tiles.get(0)![0]).toBe(51);
    expect(pool.alive).toHaveLength(1);
  });

  it('is cancelled by a signal, before its turn or during it', async () => {
    const { client } = clientOf(5000);
    const aborted = new AbortController();
    aborted.abort();
    await expect(client.compose(stackOf(1), { signal: aborted.signal })).rejects.toMatchObject({ code: 'cancelled' });
    const abort = new AbortController();
    await expect(client.compose(stackOf(1), { signal: abort.signal, onProgress: () => abort.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('ends a worker that does not answer Cancel, and starts afresh with every tile', async () => {
    const { pool, client } = clientOf(30, () => ({ compose: () => new Promise(() => undefined) }));
    const abort = new AbortController();
    const stuck = client.compose(stackOf(1), { signal: abort.signal });
    setTimeout(() => abort.abort(), 20);
    await expect(stuck).rejects.toMatchObject({ code: 'cancelled' });
    expect(pool.alive[0]!.ended).toBe(true);
    expect((await client.compose(stackOf(1))).tiles.size).toBe(map.tiles.size);
    expect(pool.alive[1]!.given).toBe(map.tiles.size);
  });

  it('fails the call under way when its worker dies, and recovers with the next', async () => {
    const { pool, client } = clientOf(5000, () => ({ compose: () => new Promise(() => undefined) }));
    const lost = client.compose(stackOf(1));
    setTimeout(() => pool.alive[0]!.kill(new Fault('worker-died', 'gone')), 10);
    await expect(lost).rejects.toMatchObject({ code: 'worker-died' });
    expect((await client.compose(stackOf(1))).tiles.size).toBe(map.tiles.size);
  });

  it('turns a reported fault into a Fault, and rejects what runs when it is disposed of', async () => {
    const { client } = clientOf(5000, () => ({ histogram: () => new Promise(() => undefined) }));
    const thrown: unknown = await client.resize(new Uint8Array(3), size, size).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Fault);
    expect(thrown).toMatchObject({ code: 'bad-map' });
    const run = client.histogram(stackOf(1));
    await later(5);
    client.dispose();
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  });
});
