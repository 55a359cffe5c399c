/** Lets so many tasks run at once; the others wait in the order in which they came. */
export class Slots {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(count: number) {
    this.free = count;
  }

  async use<T>(task: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}

/**
 * Runs tasks beside each other. When one fails, the others are aborted; returns or throws only when all have ended, so
 * that nothing is still written afterwards.
 */
export async function together(signal: AbortSignal, tasks: readonly ((signal: AbortSignal) => Promise<void>)[]): Promise<void> {
  const stop = new AbortController();
  let first: { readonly thrown: unknown } | null = null;
  const joined = AbortSignal.any([signal, stop.signal]);
  await Promise.all(
    tasks.map(async (task) => {
      try {
        await task(joined);
      } catch (thrown) {
        first ??= { thrown };
        stop.abort(new DOMException('Another part failed.', 'AbortError'));
      }
    }),
  );
  signal.throwIfAborted();
  const failure = first as { readonly thrown: unknown } | null;
  if (failure) throw failure.thrown;
}
