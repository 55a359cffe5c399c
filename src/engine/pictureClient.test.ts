import { describe, expect, it } from 'vitest';
import { buildPng, picturesHere } from '../../e2e/fixtures/inProcess/pictures';
import { Fault } from '../../workers/protocol/faults';
import { createPictureClient } from './pictureClient';

const samples = Array.from({ length: 600 * 500 * 4 }, (_, i) => (i * 7) & 255);
const file = new File([buildPng({ width: 600, height: 500, depth: 8, colourType: 6, samples })], 'a.png');
const faultOf = async (work: Promise<unknown>): Promise<Fault> => {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Fault);
  return thrown as Fault;
};

describe('the picture worker’s client', () => {
  it('opens what it encoded, byte for byte, in portions', async () => {
    const client = picturesHere();
    const rgba = Uint8Array.from({ length: 1500 * 1200 * 4 }, (_, i) => Math.imul(i, 2654435761) >>> 24);
    const size = { width: 1500, height: 1200 };
    const png = await client.encode(rgba, size, { icc: null, notes: null, about: null });
    expect(rgba.length).toBe(1500 * 1200 * 4);
    const picture = await client.open(new Blob([png]));
    expect(Buffer.compare(picture.rgba, rgba)).toBe(0);
    expect(await client.carriedBy(new Blob([png]))).toBeNull();
    expect(await client.carriedBy(new Blob(['no picture']))).toBeNull();
  });

  it('rejects with faults, and runs calls beside each other', async () => {
    const client = picturesHere();
    const [opened, refused] = await Promise.all([client.open(file), faultOf(client.open(new File(['hello'], 'letter.txt')))]);
    expect(opened.name).toBe('a.png');
    expect(refused.code).toBe('bad-picture');
    expect(refused.message).toContain('letter.txt');
  });

  it('cancels at once, before and while a call runs', async () => {
    const client = picturesHere({ decode: () => new Promise(() => undefined) });
    expect((await faultOf(client.open(file, { signal: AbortSignal.abort() }))).code).toBe('cancelled');
    const stop = new AbortController();
    const bmp = new Blob([Uint8Array.from({ length: 60 }, (_, i) => [0x42, 0x4d][i] ?? (i === 14 ? 40 : i === 18 || i === 22 ? 1 : 0))]);
    const running = client.open(bmp, { signal: stop.signal });
    setTimeout(() => stop.abort(), 20);
    expect((await faultOf(running)).code).toBe('cancelled');
  });

  it('says that the worker died, and starts another one for the next call', async () => {
    let started = 0;
    const real = picturesHere();
    const client = createPictureClient(() => {
      started += 1;
      const dies = started === 1;
      return {
        api: {
          open: async (_id: string, blob: Blob) => (dies ? new Promise(() => undefined) : { ok: true, value: await real.open(blob) }),
        } as never,
        died: dies ? Promise.resolve(new Fault('worker-died', 'It stopped.', 'Try again.')) : new Promise(() => undefined),
        terminate: () => undefined,
      };
    });
    expect((await faultOf(client.open(file))).code).toBe('worker-died');
    expect((await client.open(file)).width).toBe(600);
    expect(started).toBe(2);
  });
});
