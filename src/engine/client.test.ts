import { expose, wrap } from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import type { Blobs, EditResult, EngineApi, EngineEvent, Outcome, PackageSummary } from '../../workers/protocol/engine';
import { Fault, type FaultReport } from '../../workers/protocol/faults';
import type { Recipe } from '../../workers/protocol/recipe';
import { createEngine } from './client';
import type { WorkerHandle } from './workerHandle';

const source = { id: 'tiny', baseUrl: 'http://own/tiny/' };
const recipe = { version: 1 } as Recipe;
const pixels = (value: number): Blobs => ({ [String(value)]: { kind: 'grey', width: 1, height: 1, data: Uint8Array.of(value) } });
const fault = (code: Fault['code']): Outcome<never> => ({ ok: false, fault: { code, message: 'said by the worker', hint: 'do this' } });
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Run = EngineApi['run'];
const finish: Run = () => Promise.resolve({ ok: true, value: { seconds: 1 } as EditResult });

/** Workers without a browser: each start takes the next script; comlink really runs between them. */
function workers(...scripts: readonly Partial<EngineApi>[]) {
  const ports: MessagePort[] = [];
  const log: string[] = [];
  const alive: { kill: (why: Fault) => void }[] = [];
  const start = (): WorkerHandle => {
    const script = scripts[alive.length] ?? {};
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    const api: EngineApi = {
      capabilities: (preference) => {
        log.push(`capabilities ${preference}`);
        return Promise.resolve({ ok: true, value: { provider: 'wasm' } as never });
      },
      hold: () => Promise.resolve(false),
      deviceLost: () => new Promise(() => undefined),
      load: () => {
        log.push('load');
        return Promise.resolve({ ok: true, value: { id: 'tiny' } as PackageSummary });
      },
      run: finish,
      findContrast: () => Promise.reject(new Error('not asked for')),
      suggestStrength: () => Promise.resolve({ ok: true, value: 0.5 }),
      mapModel: () => Promise.reject(new Error('not asked for')),
      cancel: () => Promise.resolve(),
      ...script,
    };
    expose(api, port1);
    const handle: { kill: (why: Fault) => void } = { kill: () => undefined };
    const died = new Promise<Fault>((resolve) => {
      handle.kill = resolve;
    });
    alive.push(handle);
    return { api: wrap<EngineApi>(port2), died, terminate: () => log.push('terminate') };
  };
  return { start, log, alive, close: () => ports.forEach((port) => port.close()) };
}

let made: ReturnType<typeof workers> | null = null;
afterEach(() => made?.close());
function engineOf(...scripts: readonly Partial<EngineApi>[]) {
  return patientEngineOf(40, ...scripts);
}

function patientEngineOf(cancelTimeoutMs: number, ...scripts: readonly Partial<EngineApi>[]) {
  const pool = (made = workers(...scripts));
  return { pool, engine: createEngine({ startWorker: pool.start, cancelTimeoutMs, provider: 'wasm' }) };
}

describe('the engine’s client', () => {
  it('starts no worker before the first call, loads a package and runs', async () => {
    const { pool, engine } = engineOf();
    expect(pool.alive).toHaveLength(0);
    expect(await engine.load(source)).toEqual({ id: 'tiny' });
    expect(await engine.run(recipe, pixels(1))).toEqual({ seconds: 1 });
    expect(pool.log).toEqual(['capabilities wasm', 'load']);
  });

  it('a call that is called off while it waits for another rejects at once, and holds up nothing', async () => {
    let asked: (answer: (outcome: Outcome<PackageSummary>) => void) => void = () => undefined;
    const answering = new Promise<(outcome: Outcome<PackageSummary>) => void>((resolve) => (asked = resolve));
    const { engine } = engineOf({ load: () => new Promise((resolve) => asked(resolve)) });
    const loading = engine.load(source);
    const stop = new AbortController();
    const run = engine.run(recipe, pixels(1), { signal: stop.signal });
    const next = engine.run(recipe, pixels(1));
    const answer = await answering;
    stop.abort();
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    answer({ ok: true, value: { id: 'tiny' } as PackageSummary });
    await loading;
    expect(await next).toEqual({ seconds: 1 });
  });

  it('refuses a run without a package', async () => {
    const { engine } = engineOf();
    await expect(engine.run(recipe, {})).rejects.toMatchObject({ code: 'package-invalid' });
  });

  it('passes events on, in order, and survives a listener that throws', async () => {
    const { engine } = engineOf({
      run: async (_id, _recipe, _blobs, onEvent) => {
        for (let step = 1; step <= 3; step++)
          await Promise.resolve(onEvent({ type: 'step', step, steps: 3, stage: null, secondsLeft: null, preview: null })).catch(
            () => undefined,
          );
        return finish('', recipe, {}, onEvent);
      },
    });
    await engine.load(source);
    const seen: EngineEvent[] = [];
    await engine.run(recipe, {}, { onEvent: (event) => seen.push(event) });
    expect(seen.map((event) => event.type === 'step' && event.step)).toEqual([1, 2, 3]);
    await expect(
      engine.run(
        recipe,
        {},
        {
          onEvent: () => {
            throw new Error('window');
          },
        },
      ),
    ).resolves.toEqual({ seconds: 1 });
  });

  it('asks map models without a package, and one that waits can be given up', async () => {
    const asked: string[] = [];
    const { pool, engine } = engineOf({
      mapModel: async ({ id }, request, picture) => {
        asked.push(`${id} ${request.kind} ${picture.key}`);
        await later(20);
        return { ok: true, value: { kind: 'depth', width: 1, height: 1, nearness: Float32Array.of(1) } };
      },
    });
    const picture = { key: 'p', width: 1, height: 1, rgba: new Uint8Array(4) };
    const ending = new AbortController();
    const first = engine.mapModel(source, { kind: 'depth' }, picture);
    const second = engine.mapModel(source, { kind: 'depth' }, { ...picture, key: 'q' }, { signal: ending.signal });
    ending.abort();
    expect(await first).toMatchObject({ kind: 'depth', width: 1 });
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    expect(asked).toEqual(['tiny depth p']);
    expect(pool.log).toEqual(['capabilities wasm']);
  });

  it('turns a reported fault into the same Fault', async () => {
    const { engine } = engineOf({ run: () => Promise.resolve(fault('nothing-to-change')) });
    await engine.load(source);
    const thrown: unknown = await engine.run(recipe, {}).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Fault);
    expect(thrown).toMatchObject({ code: 'nothing-to-change', message: 'said by the worker', hint: 'do this' });
  });

  it('lets one call through at a time', async () => {
    let active = 0;
    const { engine } = engineOf({
      run: async () => {
        active += 1;
        expect(active).toBe(1);
        await later(5);
        active -= 1;
        return finish('', recipe, {}, () => undefined);
      },
    });
    await engine.load(source);
    await Promise.all([engine.run(recipe, {}), engine.run(recipe, {}), engine.run(recipe, {})]);
  });

  it('sends pixels once, and again where the worker has dropped them', async () => {
    const sent: string[][] = [];
    let dropped = false;
    const { engine } = engineOf({
      run: (_id, _recipe, blobs) => {
        sent.push(Object.keys(blobs));
        if (dropped) {
          dropped = false;
          return Promise.resolve(fault('missing-blob'));
        }
        return finish('', recipe, {}, () => undefined);
      },
    });
    await engine.load(source);
    await engine.run(recipe, pixels(1));
    await engine.run(recipe, { ...pixels(1), ...pixels(2) });
    dropped = true;
    await engine.run(recipe, { ...pixels(1), ...pixels(2) });
    expect(sent).toEqual([['1'], ['2'], [], ['1', '2']]);
  });

  it('passes Cancel on to the run', async () => {
    let cancelled = '';
    const { pool, engine } = patientEngineOf(30_000, {
      run: async (id) => {
        while (cancelled !== id) await later(2);
        return fault('cancelled');
      },
      cancel: (id) => {
        cancelled = id;
        return Promise.resolve();
      },
    });
    await engine.load(source);
    const abort = new AbortController();
    const run = engine.run(recipe, {}, { signal: abort.signal });
    setTimeout(() => abort.abort(), 5);
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(pool.log).not.toContain('terminate');
  });

  it('ends a worker that does not answer Cancel, and starts afresh with the package', async () => {
    const { pool, engine } = engineOf({ run: () => new Promise(() => undefined) }, {});
    await engine.load(source);
    const abort = new AbortController();
    const run = engine.run(recipe, {}, { signal: abort.signal });
    setTimeout(() => abort.abort(), 5);
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(await engine.run(recipe, {})).toEqual({ seconds: 1 });
    expect(pool.log).toEqual(['capabilities wasm', 'load', 'terminate', 'capabilities wasm', 'load']);
  });

  it('cancels a call that waits for its turn without touching the worker', async () => {
    const { pool, engine } = engineOf();
    await engine.load(source);
    const abort = new AbortController();
    const [first, second] = [engine.run(recipe, {}), engine.run(recipe, {}, { signal: abort.signal })];
    abort.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    await expect(first).resolves.toEqual({ seconds: 1 });
    expect(pool.log).not.toContain('terminate');
  });

  it('ends the worker where loading is cancelled', async () => {
    const { pool, engine } = engineOf({ load: () => new Promise(() => undefined) }, {});
    const abort = new AbortController();
    const load = engine.load(source, { signal: abort.signal });
    setTimeout(() => abort.abort(), 5);
    await expect(load).rejects.toMatchObject({ code: 'cancelled' });
    expect(pool.log).toContain('terminate');
    expect(await engine.run(recipe, {})).toEqual({ seconds: 1 });
  });

  it('says that the worker died, and recovers with the next run', async () => {
    const { pool, engine } = engineOf({ run: () => new Promise(() => undefined) }, {});
    await engine.load(source);
    const run = engine.run(recipe, pixels(1));
    setTimeout(() => pool.alive[0]?.kill(new Fault('worker-died', 'gone')), 5);
    await expect(run).rejects.toMatchObject({ code: 'worker-died' });
    expect(await engine.run(recipe, pixels(1))).toEqual({ seconds: 1 });
    expect(pool.log.filter((entry) => entry === 'load')).toHaveLength(2);
  });

  it('recovers from a death between two runs without any fault', async () => {
    const { pool, engine } = engineOf({}, {});
    await engine.load(source);
    pool.alive[0]?.kill(new Fault('worker-died', 'gone'));
    await later(1);
    expect(await engine.run(recipe, {})).toEqual({ seconds: 1 });
    expect(pool.alive).toHaveLength(2);
  });

  it('rebuilds on a new worker after a lost device, and says so', async () => {
    const { pool, engine } = engineOf({ run: () => Promise.resolve(fault('device-lost')) }, {});
    const states: string[] = [];
    engine.watchDevice((state) => states.push(state.kind));
    await engine.load(source);
    await expect(engine.run(recipe, {})).rejects.toMatchObject({ code: 'device-lost' });
    await later(20);
    // The model is ready before anybody asks for it.
    expect(pool.log).toEqual(['capabilities wasm', 'load', 'terminate', 'capabilities wasm', 'load']);
    expect(await engine.run(recipe, {})).toEqual({ seconds: 1 });
    expect(states).toEqual(['well', 'rebuilding', 'restored', 'well']);
  });

  it('notices a device that is lost between runs', async () => {
    let lose: (report: FaultReport) => void = () => undefined;
    const { pool, engine } = engineOf({ deviceLost: () => new Promise((resolve) => (lose = resolve)) }, {});
    await engine.load(source);
    await later(5);
    lose({ code: 'device-lost', message: 'unplugged', hint: '' });
    await later(20);
    expect(engine.device).toMatchObject({ kind: 'restored', fault: { message: 'unplugged' } });
    expect(pool.alive).toHaveLength(2);
  });

  it('stops after two losses in a row, explains, and goes on when asked to', async () => {
    const losing: Partial<EngineApi> = { run: () => Promise.resolve(fault('device-lost')) };
    const { pool, engine } = engineOf(losing, losing, {});
    await engine.load(source);
    await expect(engine.run(recipe, {})).rejects.toMatchObject({ message: 'said by the worker' });
    await expect(engine.run(recipe, {})).rejects.toMatchObject({ code: 'device-lost' });
    await later(20);
    expect(engine.device).toMatchObject({ kind: 'given-up', fault: { message: expect.stringContaining('2 times in a row') as string } });
    await expect(engine.run(recipe, {})).rejects.toMatchObject({ message: expect.stringContaining('stopped using it') as string });
    expect(pool.alive).toHaveLength(2);
    engine.trustDevice();
    expect(await engine.run(recipe, {})).toEqual({ seconds: 1 });
    expect(engine.device).toEqual({ kind: 'well' });
  });

  it('does not count losses between which a run was finished', async () => {
    const runs: Run[] = [() => Promise.resolve(fault('device-lost')), finish, () => Promise.resolve(fault('device-lost')), finish];
    const next: Run = (...given) => runs.shift()!(...given);
    const { engine } = engineOf({ run: next }, { run: next }, { run: next });
    await engine.load(source);
    for (const fine of [false, true, false, true])
      await (fine
        ? expect(engine.run(recipe, {})).resolves.toEqual({ seconds: 1 })
        : expect(engine.run(recipe, {})).rejects.toMatchObject({ code: 'device-lost' }));
  });

  it('gives another package, and a heap that is full, a worker of its own', async () => {
    const { pool, engine } = engineOf({}, { run: () => Promise.resolve(fault('out-of-memory')) }, {});
    await engine.load(source);
    await engine.load({ id: 'other', baseUrl: 'http://own/other/' });
    expect(pool.log).toEqual(['capabilities wasm', 'load', 'terminate', 'capabilities wasm', 'load']);
    await expect(engine.run(recipe, {})).rejects.toMatchObject({ code: 'out-of-memory' });
    expect(await engine.run(recipe, {})).toEqual({ seconds: 1 });
    expect(pool.alive).toHaveLength(3);
  });

  it('rejects what is under way when it is disposed of', async () => {
    const { engine } = engineOf({ run: () => new Promise(() => undefined) });
    await engine.load(source);
    const run = engine.run(recipe, {});
    await later(5);
    engine.dispose();
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  });
});
