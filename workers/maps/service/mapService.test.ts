import { describe, expect, it } from 'vitest';
import type { MapModifier } from '../../protocol/mapModifiers';
import type { MapStack, NamedMap } from '../../protocol/mapWorker';
import { combineMaps } from '../combineMaps';
import { isolines } from '../contours/isolines';
import { fillMap } from '../floodFill';
import { applyInFloat, applyModifiers } from '../modifiers/applyModifiers';
import { reader, whole } from '../modifiers/testing';
import { resizeMap } from '../resizeMap';
import { cannyCandidates, hysteresis } from '../sources/canny';
import { luminance } from '../sources/colourValues';
import { readTiles, tilesOf } from '../tiles/tiledMap';
import { toLatents } from '../toLatents';
import { handedOver } from './handedOver';
import { MapService } from './mapService';

const size = { width: 1100, height: 700 };
const painted = (seed: number) => {
  const values = new Uint8Array(size.width * size.height);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const far = Math.hypot(x - 500 - seed, y - 300);
      values[y * size.width + x] =
        far < 180 ? 255 : far < 260 ? Math.round(255 * (1 - (far - 180) / 80)) : x > 1000 && y > 600 ? (x * 7 + y * seed) % 256 : 0;
    }
  }
  return { ...size, values };
};
const [first, second] = [painted(3), painted(60)];
const host = { pause: () => new Promise<void>((resolve) => setImmediate(resolve)), holdLock: () => Promise.resolve(false) };
const modifiers: readonly MapModifier[] = [
  { kind: 'grow', radiusPx: 12.5 },
  { kind: 'feather', sigmaPx: 9, direction: 'outwards' },
  { kind: 'noise', seed: 4, sizePx: 20, amount: 0.2 },
  { kind: 'maximum', strength: 0.9 },
];
const silent = () => undefined;

/** A service that was given both maps, and the names of their tiles. */
async function prepared() {
  const service = new MapService(host);
  let name = 0;
  const named = async ({ values }: { values: Uint8Array }): Promise<NamedMap> => {
    const { tiles } = tilesOf(values, size);
    const names = new Map([...tiles.keys()].map((index) => [index, (name += 1)]));
    await service.give(new Map([...tiles].map(([index, bytes]) => [names.get(index)!, bytes])));
    return { ...size, tiles: names };
  };
  const [low, high] = [await named(first), await named(second)];
  const stack: MapStack<NamedMap> = {
    ...size,
    rect: null,
    layers: [
      { map: low, modifiers, how: 'maximum', opacity: 1 },
      { map: high, modifiers: [{ kind: 'invert' }], how: 'multiply', opacity: 0.7 },
    ],
  };
  return { service, stack, low };
}

const expectedOf = () =>
  combineMaps(
    [
      { values: applyInFloat(reader(first), size, whole(size), modifiers), how: 'maximum', opacity: 1 },
      { values: applyInFloat(reader(second), size, whole(size), [{ kind: 'invert' }]), how: 'multiply', opacity: 0.7 },
    ],
    size.width * size.height,
  );
const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

describe('the map service', () => {
  it('composes by blocks what the whole map gives, telling how far it is', async () => {
    const { service, stack } = await prepared();
    const told: string[] = [];
    const outcome = await service.compose('a', stack, ({ done, total }) => told.push(`${done}/${total}`));
    if (!outcome.ok) throw new Error(outcome.fault.message);
    const expected = expectedOf();
    expect(same(readTiles(outcome.value, whole(size)), expected)).toBe(true);
    expect(told).toEqual(['1/6', '2/6', '3/6', '4/6', '5/6', '6/6']);

    const part = await service.compose('b', { ...stack, rect: { x: 300, y: 300, width: 20, height: 5 } }, silent);
    if (!part.ok) throw new Error(part.fault.message);
    expect([...part.value.tiles.keys()]).toEqual([6]);
    expect(same(part.value.tiles.get(6)!, outcome.value.tiles.get(6)!)).toBe(true);

    const counts = await service.histogram('c', stack, silent);
    if (!counts.ok) throw new Error(counts.fault.message);
    const byHand = new Float64Array(256);
    expected.forEach((value) => (byHand[value] = byHand[value]! + 1));
    expect([...counts.value]).toEqual([...byHand]);
  });

  it('composes a single map after its modifiers alone', async () => {
    const { service, low } = await prepared();
    const outcome = await service.compose(
      'a',
      { ...size, rect: null, layers: [{ map: low, modifiers, how: 'maximum', opacity: 1 }] },
      silent,
    );
    if (!outcome.ok) throw new Error(outcome.fault.message);
    expect(same(readTiles(outcome.value, whole(size)), applyModifiers(reader(first), size, whole(size), modifiers))).toBe(true);
  });

  it('draws isolines on the latents of an area that reaches beyond the picture', async () => {
    const { service, stack } = await prepared();
    const area = { x: 256, y: 0, width: 1024, height: 1024 };
    const latentSize = { width: 128, height: 128 };
    const outcome = await service.isolines(
      'a',
      stack,
      { area, latentSize, reduction: 'maximum', curve: 'quadratic', stepsRun: 7, every: 2 },
      silent,
    );
    if (!outcome.ok) throw new Error(outcome.fault.message);
    const change = readTiles(tilesOf(expectedOf(), size), area);
    const lines = isolines(toLatents(change, area, latentSize, 'maximum'), { area, latentSize, curve: 'quadratic', stepsRun: 7, every: 2 });
    expect(outcome.value.length).toBeGreaterThan(2);
    expect(outcome.value.map(({ label, points, closed }) => [label, closed, [...points]])).toEqual(
      lines.map(({ label, points, closed }) => [label, closed, [...points]]),
    );
  });

  it('fills, makes maps from pictures given by rows, and resizes', async () => {
    const { service, stack, low } = await prepared();
    const plain: MapStack<NamedMap> = { ...stack, layers: [{ map: low, modifiers: [], how: 'maximum', opacity: 1 }] };
    const request = { at: { x: 500, y: 300 }, tolerance: 0.3, contiguous: true };
    expect(await service.fillMap('a', plain, request, silent)).toEqual({
      ok: true,
      value: fillMap(first.values, size, request.at, request),
    });

    const picture = {
      width: 60,
      height: 45,
      rgba: Uint8Array.from({ length: 60 * 45 * 4 }, (_, i) => (i % 4 === 3 ? 255 : (Math.floor(i / 4) * 5 + i) % 256)),
    };
    for (let row = 0; row < 45; row += 20)
      await service.givePicture('p', picture, row, picture.rgba.slice(row * 240, Math.min(45, row + 20) * 240));
    const bright = await service.fromSource('b', 'p', { kind: 'luminance', invert: false }, { width: 30, height: 50 }, silent);
    if (!bright.ok) throw new Error(bright.fault.message);
    expect(
      same(
        readTiles(bright.value, { x: 0, y: 0, width: 30, height: 50 }),
        resizeMap(luminance(picture, whole(picture), false), picture, { width: 30, height: 50 }),
      ),
    ).toBe(true);
    const source = { kind: 'canny', sigmaPx: 1, low: 0.1, high: 0.3, invert: false } as const;
    const lines = await service.fromSource('c', 'p', source, picture, silent);
    if (!lines.ok) throw new Error(lines.fault.message);
    expect(same(readTiles(lines.value, whole(picture)), hysteresis(cannyCandidates(picture, whole(picture), source), picture, false))).toBe(
      true,
    );
    const found = await service.fillPicture('d', 'p', { at: { x: 0, y: 0 }, tolerance: 1, contiguous: true });
    expect(found).toMatchObject({ ok: true, value: { rect: { x: 0, y: 0, width: 60, height: 45 } } });
    const resized = await service.resize('e', first.values, size, { width: 110, height: 70 });
    if (!resized.ok) throw new Error(resized.fault.message);
    expect(
      same(readTiles(resized.value, { x: 0, y: 0, width: 110, height: 70 }), resizeMap(first.values, size, { width: 110, height: 70 })),
    ).toBe(true);
  });

  it('ends a job at its next block, and only that one', async () => {
    const { service, stack } = await prepared();
    const told: number[] = [];
    const outcome = await service.compose('a', stack, ({ done }) => {
      told.push(done);
      if (done === 2) void service.cancel('a');
    });
    expect(outcome).toMatchObject({ ok: false, fault: { code: 'cancelled' } });
    expect(told).toEqual([1, 2]);
    await service.cancel('z');
    expect(await service.histogram('z', stack, silent)).toMatchObject({ ok: true });
  });

  it('says what is missing or does not fit instead of throwing', async () => {
    const { service, stack, low } = await prepared();
    const lost = {
      ...stack,
      layers: [{ map: { ...low, tiles: new Map([[0, 99_999]]) }, modifiers: [], how: 'maximum', opacity: 1 }],
    } as const;
    expect(await service.compose('a', lost, silent)).toMatchObject({ ok: false, fault: { code: 'missing-blob' } });
    expect(await service.compose('b', { ...stack, width: 1000 }, silent)).toMatchObject({ ok: false, fault: { code: 'bad-map' } });
    expect(await service.fillPicture('c', 'unknown', { at: { x: 0, y: 0 }, tolerance: 0, contiguous: true })).toMatchObject({
      ok: false,
      fault: { code: 'missing-blob' },
    });
    expect(await service.fromSource('d', null, { kind: 'luminance', invert: false }, size, silent)).toMatchObject({
      ok: false,
      fault: { code: 'missing-blob' },
    });
    expect(await service.givePicture('p', { width: 4, height: 4 }, 2, new Uint8Array(32))).toMatchObject({
      ok: false,
      fault: { code: 'missing-blob' },
    });
    expect(await service.resize('e', new Uint8Array(3), size, size)).toMatchObject({ ok: false, fault: { code: 'bad-map' } });
  });

  it('moves its results over the border', async () => {
    const { service, stack } = await prepared();
    const moved: ArrayBuffer[][] = [];
    const worker = handedOver(service, (value, buffers) => {
      moved.push(buffers);
      return value;
    });
    const outcome = await worker.compose('a', stack, silent);
    expect(moved[0]).toHaveLength(outcome.ok ? outcome.value.tiles.size : -1);
    await worker.fillMap('b', stack, { at: { x: -1, y: 0 }, tolerance: 0, contiguous: true }, silent);
    expect(moved[1]).toEqual([]);
  });
});
