import { describe, expect, it } from 'vitest';
import { claimProject } from './projectLock';

/** Web Locks as the specification has them, for one exclusive lock. */
function makeLocks() {
  let tail: Promise<unknown> = Promise.resolve();
  const request = async (_name: string, { signal }: LockOptions, work: (lock: Lock | null) => Promise<unknown>): Promise<unknown> => {
    const before = tail;
    let end = (): void => undefined;
    tail = new Promise<void>((resolve) => (end = resolve));
    const aborted = new Promise((_, reject) => signal!.addEventListener('abort', () => reject(signal!.reason)));
    try {
      await Promise.race([before, aborted]);
      return await work(null);
    } finally {
      void before.then(end);
    }
  };
  return { request: request as LockManager['request'] };
}

describe('claimProject', () => {
  it('makes the first tab the writer and tells the second', async () => {
    const locks = makeLocks();
    const first = await claimProject('p', 30, locks);
    expect(first).toMatchObject({ writer: true, notice: null });
    const second = await claimProject('p', 30, locks);
    expect(second.writer).toBe(false);
    expect(second.notice).toContain('another tab');
  });

  it('waits for a page that is just being left', async () => {
    const locks = makeLocks();
    const first = await claimProject('p', 500, locks);
    setTimeout(first.release, 20);
    expect((await claimProject('p', 500, locks)).writer).toBe(true);
  });

  it('lets every tab write where there are no locks, or they are refused', async () => {
    expect((await claimProject('p', 10, undefined)).writer).toBe(true);
    const refused = { request: (() => Promise.reject(new DOMException('no', 'SecurityError'))) as LockManager['request'] };
    expect(await claimProject('p', 10, refused)).toMatchObject({ writer: true, notice: null });
  });
});
