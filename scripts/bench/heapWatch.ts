import type { CDPSession, Page } from '@playwright/test';
import { pageProcessBytes } from './processMemory';

const everyMs = 100;
/** What settles within this is the baseline. */
const settleMs = 1500;

interface HeapUsage {
  readonly usedSize: number;
  readonly embedderHeapUsedSize?: number;
  readonly backingStorageSize?: number;
}

export interface Held {
  /** Objects and array buffers of the page and its workers, in bytes. The engine does not count wasm memories here. */
  readonly heapBytes: number;
  /** What the page's process holds, wasm memories included; null where the system does not tell. */
  readonly processBytes: number | null;
}

/** Watches what a page and its workers hold. */
export class HeapWatch {
  private readonly workers = new Set<string>();
  private readonly latest = new Map<string, number>();
  private peak = 0;
  private processPeak: number | null = null;
  private next = 1;
  private timer: ReturnType<typeof setInterval> | null = null;

  private constructor(
    private readonly session: CDPSession,
    private readonly profile: string,
  ) {}

  static async start(page: Page, profile: string): Promise<HeapWatch> {
    const session = await page.context().newCDPSession(page);
    const watch = new HeapWatch(session, profile);
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker') watch.workers.add(sessionId);
    });
    session.on('Target.detachedFromTarget', ({ sessionId }) => {
      watch.workers.delete(sessionId);
      watch.latest.delete(sessionId);
    });
    session.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
      const { result } = JSON.parse(message) as { result?: HeapUsage };
      if (result) watch.note(sessionId, result);
    });
    await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
    watch.timer = setInterval(() => watch.ask(), everyMs);
    return watch;
  }

  /** What is held once nothing happens any more; the peaks begin anew. */
  async settled(): Promise<Held> {
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    this.takePeak();
    return this.takePeak();
  }

  /** The most that was held since this was last asked. */
  takePeak(): Held {
    const { peak, processPeak } = this;
    this.peak = this.sum();
    this.processPeak = pageProcessBytes(this.profile);
    return { heapBytes: peak, processBytes: processPeak };
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
  }

  private ask(): void {
    // A busy worker answers late, and one that has ended never.
    const processBytes = pageProcessBytes(this.profile);
    if (processBytes !== null) this.processPeak = Math.max(this.processPeak ?? 0, processBytes);
    const ignore = (): void => undefined;
    void this.session.send('Runtime.getHeapUsage').then((usage) => this.note('page', usage), ignore);
    for (const sessionId of this.workers)
      this.session
        .send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: this.next++, method: 'Runtime.getHeapUsage' }) })
        .catch(ignore);
  }

  private note(who: string, { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 }: HeapUsage): void {
    this.latest.set(who, usedSize + embedderHeapUsedSize + backingStorageSize);
    this.peak = Math.max(this.peak, this.sum());
  }

  private sum(): number {
    return [...this.latest.values()].reduce((sum, bytes) => sum + bytes, 0);
  }
}
