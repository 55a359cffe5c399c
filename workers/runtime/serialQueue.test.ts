import { expect, it } from 'vitest';
import { SerialQueue } from './serialQueue';

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it('runs one task at a time, in order, and goes on after a rejection', async () => {
  const queue = new SerialQueue();
  const log: string[] = [];
  let active = 0;
  const task =
    (name: string, ms: number, fails = false) =>
    async () => {
      active += 1;
      expect(active).toBe(1);
      await later(ms);
      active -= 1;
      log.push(name);
      if (fails) throw new Error(name);
      return name;
    };
  const slow = queue.enqueue(task('slow', 10));
  const failing = queue.enqueue(task('failing', 5, true));
  const quick = queue.enqueue(task('quick', 0));
  await expect(slow).resolves.toBe('slow');
  await expect(failing).rejects.toThrow('failing');
  await expect(quick).resolves.toBe('quick');
  expect(log).toEqual(['slow', 'failing', 'quick']);
});

it('turns a task that throws at once into a rejection', async () => {
  const queue = new SerialQueue();
  await expect(
    queue.enqueue(() => {
      throw new Error('at once');
    }),
  ).rejects.toThrow('at once');
  await expect(queue.enqueue(() => Promise.resolve(1))).resolves.toBe(1);
});
