interface Held {
  readonly end: () => void;
  readonly steal: () => void;
}

/** Web Locks as the specification has them, for one exclusive lock that may be stolen; shared by the tabs of a test. */
export function createFakeLocks(): Pick<LockManager, 'request'> {
  let held: Held | null = null;
  const waiting: (() => void)[] = [];
  const next = (): void => waiting.shift()?.();
  const request = (_name: string, options: LockOptions, work: (lock: Lock | null) => Promise<unknown>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const grant = (): void => {
        let over = false;
        const settle = (how: () => void) => {
          if (over) return;
          over = true;
          how();
        };
        const own: Held = {
          end: () =>
            settle(() => {
              if (held === own) held = null;
              next();
            }),
          steal: () => settle(() => reject(new DOMException('stolen', 'AbortError'))),
        };
        held = own;
        work(null).then(
          (value) => {
            if (!over) resolve(value);
            own.end();
          },
          (thrown: unknown) => {
            reject(thrown as Error);
            own.end();
          },
        );
      };
      if (options.steal) {
        held?.steal();
        held = null;
      }
      if (held === null) grant();
      else waiting.push(grant);
    });
  return { request: request as LockManager['request'] };
}

type Listener = (event: MessageEvent) => void;

/** A broadcast channel within one page: each `open` is a tab's end of it. */
export function createFakeChannels(): { open(): Pick<BroadcastChannel, 'postMessage' | 'close' | 'addEventListener'> } {
  const ends = new Set<{ listener: Listener | null }>();
  return {
    open() {
      const own: { listener: Listener | null } = { listener: null };
      ends.add(own);
      return {
        postMessage(data: unknown) {
          for (const end of ends) if (end !== own) queueMicrotask(() => end.listener?.({ data } as MessageEvent));
        },
        close: () => ends.delete(own),
        addEventListener: (_type: string, listener: unknown) => {
          own.listener = listener as Listener;
        },
      };
    },
  };
}
