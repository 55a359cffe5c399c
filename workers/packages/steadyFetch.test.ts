import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generatedContent } from '../../e2e/faultServer/content';
import { FaultServer } from '../../e2e/faultServer/faultServer';
import { Fault } from '../protocol/faults';
import { httpSource } from './httpSource';
import { steadyFetch } from './steadyFetch';

let server: FaultServer;
beforeEach(async () => {
  server = await FaultServer.start();
});
afterEach(() => server.stop());

const source = (stallMs = 200) => httpSource(`${server.origin}/`, steadyFetch(undefined, stallMs));

describe('steadyFetch', () => {
  it('hands on what comes, however slowly, as it is', async () => {
    const content = generatedContent(1, 40_000);
    // Longer in all than the limit, and each piece well within it, on a busy machine too.
    server.put('/a.bin', content, { bytesPerSecond: 16_000 });
    const told: number[] = [];
    expect(await source(2000).read('a.bin', (bytes) => told.push(bytes))).toEqual(content.read(0, 40_000));
    expect(told.length).toBeGreaterThan(5);
  });

  it('cuts an answer that stops in its midst, and one that never begins', async () => {
    server.put('/a.bin', generatedContent(1, 40_000), { stall: { afterBytes: 9000 } });
    server.handle((url) => url.pathname === '/b.bin');
    for (const path of ['a.bin', 'b.bin']) {
      const thrown: unknown = await source()
        .read(path)
        .catch((error: unknown) => error);
      expect(thrown).toBeInstanceOf(Fault);
      expect(thrown).toMatchObject({ code: 'network', message: expect.stringContaining('nothing came') });
    }
  });

  it('names what is refused and what is missing', async () => {
    server.put('/a.bin', generatedContent(1, 10), { status: { code: 401 } });
    await expect(source().read('a.bin')).rejects.toMatchObject({ code: 'download-refused', message: expect.stringContaining('401') });
    await expect(source().read('c.bin')).rejects.toMatchObject({ code: 'package-missing-file' });
  });
});
