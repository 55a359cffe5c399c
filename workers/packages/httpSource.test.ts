import { describe, expect, it } from 'vitest';
import { httpSource } from './httpSource';

const answer = (body: BodyInit | null, init?: ResponseInit) =>
  httpSource('http://own/models/tiny/', () => Promise.resolve(new Response(body, init)));

describe('httpSource', () => {
  it('reads a file below its address and counts its bytes', async () => {
    const asked: string[] = [];
    const source = httpSource('http://own/models/tiny/', (input) => {
      asked.push(input);
      return Promise.resolve(new Response(Uint8Array.of(1, 2, 3), { headers: { 'content-length': '3' } }));
    });
    const progress: unknown[] = [];
    expect([...(await source.read('unet/my model.onnx', (read, total) => progress.push([read, total])))]).toEqual([1, 2, 3]);
    expect(asked).toEqual(['http://own/models/tiny/unet/my%20model.onnx']);
    expect(progress.at(-1)).toEqual([3, 3]);
  });

  it.each([
    ['status 404', answer(null, { status: 404 })],
    ['the start page of a single-page application', answer('<!doctype html>', { headers: { 'content-type': 'text/html; charset=utf-8' } })],
  ])('takes %s for a missing file', async (_, source) => {
    await expect(source.read('unet/model.onnx')).rejects.toMatchObject({
      code: 'package-missing-file',
      message: expect.stringContaining('unet/model.onnx') as string,
    });
  });

  it('notices a body shorter than announced', async () => {
    await expect(answer(Uint8Array.of(1, 2), { headers: { 'content-length': '9' } }).read('a')).rejects.toMatchObject({
      code: 'package-invalid',
      message: expect.stringContaining('2 of 9 bytes') as string,
    });
  });

  it('does not compare lengths of a packed body', async () => {
    await expect(
      answer(Uint8Array.of(1, 2), { headers: { 'content-length': '1', 'content-encoding': 'br' } }).read('a'),
    ).resolves.toHaveLength(2);
  });

  it.each([
    ['an error of the server', answer(null, { status: 500 }), 'status 500'],
    ['a server that is gone', httpSource('http://own/', () => Promise.reject(new TypeError('fetch failed'))), 'could not be reached'],
    [
      'a transfer that breaks off',
      answer(new ReadableStream({ start: (controller) => controller.error(new Error('reset')) })),
      'broke off',
    ],
  ])('says so of %s', async (_, source, words) => {
    await expect(source.read('unet/model.onnx')).rejects.toMatchObject({
      code: 'package-invalid',
      message: expect.stringContaining(words) as string,
    });
  });

  describe('parts of a file', () => {
    const file = Uint8Array.from({ length: 600_000 }, (_, i) => i % 251);
    const ranged = (asked: string[]) =>
      httpSource('http://own/', (_, init) => {
        const range = new Headers(init?.headers).get('range') ?? '';
        asked.push(range);
        const [start = 0, last = 0] = /(\d+)-(\d+)/.exec(range)?.slice(1).map(Number) ?? [];
        return Promise.resolve(
          new Response(file.slice(start, last + 1), {
            status: 206,
            headers: { 'content-range': `bytes ${start}-${Math.min(last, file.length - 1)}/${file.length}` },
          }),
        );
      });

    it('are asked for as they are needed; the first tells the length', async () => {
      const asked: string[] = [];
      const reader = await ranged(asked).openRanges!('unet/model.onnx');
      expect(reader.sizeBytes).toBe(file.length);
      expect(await reader.read(10, 20)).toEqual(file.slice(10, 20));
      expect(await reader.read(500_000, 700_000)).toEqual(file.slice(500_000));
      expect(await reader.read(700_000, 700_010)).toHaveLength(0);
      expect(asked).toEqual(['bytes=0-262143', 'bytes=500000-599999']);
    });

    it('come from the whole file where the server knows no ranges', async () => {
      let requests = 0;
      const source = httpSource('http://own/', () => ((requests += 1), Promise.resolve(new Response(file.slice()))));
      const reader = await source.openRanges!('unet/model.onnx');
      expect(reader.sizeBytes).toBe(file.length);
      expect(await reader.read(500_000, 500_010)).toEqual(file.slice(500_000, 500_010));
      expect(requests).toBe(1);
    });

    it('of a missing file are a missing file', async () => {
      await expect(
        httpSource('http://own/', () => Promise.resolve(new Response(null, { status: 404 }))).openRanges!('a'),
      ).rejects.toMatchObject({ code: 'package-missing-file' });
    });
  });

  it('lists the files that somebody else knows of', async () => {
    expect(await httpSource('http://own/', undefined, ['a']).list()).toEqual(['a']);
    expect(await httpSource('http://own/').list()).toBeNull();
  });
});
