import type { Page } from '@playwright/test';
import type { BigCheckpointPage } from '../../e2e/perf/bigCheckpoint';
import type { Measurement } from '../../e2e/perf/measurement';
import type { Bench } from './bench';
import { inBigPage } from './bigPage';
import { HeapWatch } from './heapWatch';

const gib = 1024 ** 3;

/** A checkpoint of 2 GB that stays in its own file, from the drop to the first evaluation on WebGPU. */
export const bigCheckpoint: Bench = {
  name: 'checkpoint',
  title: 'a checkpoint of 2 GB from the drop to the first evaluation: bytes written, memory, time',
  run: ({ root }) => inBigPage(root, measure),
};

async function measure(page: Page, profile: string, address: string): Promise<Measurement[]> {
  const heap = await HeapWatch.start(page, profile);
  await page.goto(address);
  await page.evaluate(async (path) => {
    const { bigCheckpointPage } = (await import(path)) as { bigCheckpointPage: () => BigCheckpointPage };
    Reflect.set(globalThis, 'big', bigCheckpointPage());
  }, '/e2e/perf/bigCheckpoint.ts');
  const call = <T>(what: keyof BigCheckpointPage): Promise<T> =>
    page.evaluate((name) => (Reflect.get(globalThis, 'big') as BigCheckpointPage)[name]() as Promise<unknown>, what) as Promise<T>;
  const timed = async (what: keyof BigCheckpointPage): Promise<number> => {
    const began = performance.now();
    await call(what);
    return (performance.now() - began) / 1000;
  };
  const sizeBytes = await call<number>('write');
  await call('start');
  const baseline = await heap.settled();
  const began = performance.now();
  const written = await call<number>('take');
  const takenS = (performance.now() - began) / 1000;
  const openedS = await timed('open');
  const editedS = await timed('edit');
  const held = heap.takePeak();
  await call('remove');
  heap.stop();
  const above = (now: number | null, before: number | null): number =>
    now === null || before === null ? Number.NaN : Math.max(0, (now - before) / gib);
  const size = `a file of ${(sizeBytes / 1e9).toFixed(2)} GB`;
  return [
    { name: 'bytes written from drop to first evaluation', value: written, unit: '', bar: { most: 0 }, detail: size },
    {
      name: 'heaps above the baseline from drop to first evaluation',
      value: above(held.heapBytes, baseline.heapBytes),
      unit: 'GB',
      bar: { most: 0.3 },
      detail: `read through in ${takenS.toFixed(0)} s, opened in ${openedS.toFixed(0)} s, first edit in ${editedS.toFixed(0)} s`,
    },
    {
      name: 'page process above the baseline meanwhile',
      value: above(held.processBytes, baseline.processBytes),
      unit: 'GB',
      bar: null,
      detail: 'wasm memories included',
    },
  ];
}
