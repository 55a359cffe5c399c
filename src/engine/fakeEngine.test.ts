import { describe, expect, it } from 'vitest';
import type { Blobs, EngineEvent } from '../../workers/protocol/engine';
import { Fault } from '../../workers/protocol/faults';
import type { Recipe } from '../../workers/protocol/recipe';
import { createFakeEngine } from './fakeEngine';

const recipe = {
  source: { sha256: 's' },
  changeMap: { sha256: 'm' },
  area: { x: 1, y: 0, width: 4, height: 1 },
  method: { name: 'image-to-image' },
} as Recipe;
const blobs: Blobs = {
  s: { kind: 'rgba', width: 3, height: 1, data: Uint8Array.of(1, 1, 1, 9, 2, 2, 2, 9, 3, 3, 3, 9) },
  m: { kind: 'grey', width: 3, height: 1, data: Uint8Array.of(255, 0, 255) },
};
const step: EngineEvent = { type: 'step', step: 1, steps: 2, stage: null, secondsLeft: null, preview: null };

describe('the scripted engine', () => {
  it('plays events, then inverts what the map covers', async () => {
    const engine = createFakeEngine({ run: [{ event: step }, { waitMs: 1 }] });
    const seen: EngineEvent[] = [];
    const result = await engine.run(recipe, blobs, { onEvent: (event) => seen.push(event) });
    expect(seen).toEqual([step]);
    expect(result.rect).toEqual({ x: 1, y: 0, width: 2, height: 1 });
    expect([...result.rgba]).toEqual([2, 2, 2, 9, 252, 252, 252, 9]);
    expect([...result.coverage]).toEqual([0, 255]);
    expect(engine.runs).toEqual([recipe]);
  });

  it('fails where the script says so', async () => {
    const engine = createFakeEngine({
      load: [{ fault: new Fault('package-missing-file', 'gone') }],
      run: [{ fault: new Fault('worker-died', 'dead') }],
    });
    await expect(engine.load({ id: 'a', baseUrl: '/' })).rejects.toMatchObject({ code: 'package-missing-file' });
    await expect(engine.run(recipe, blobs)).rejects.toMatchObject({ code: 'worker-died' });
  });

  it('is cancelled as the real one is', async () => {
    const abort = new AbortController();
    const run = createFakeEngine({ run: [{ waitMs: 5 }, { event: step }] }).run(recipe, blobs, { signal: abort.signal });
    abort.abort();
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  });
});
