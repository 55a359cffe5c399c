/** The most memory that was alive at any look, above what was alive at the start. Needs node --expose-gc. */
export class LiveMemory {
  peakBytes = 0;
  private readonly startBytes: number;

  constructor() {
    this.startBytes = liveBytes();
  }

  look(): void {
    this.peakBytes = Math.max(this.peakBytes, liveBytes() - this.startBytes);
  }
}

/** Bytes of objects and buffers that are still in use. */
export function liveBytes(): number {
  if (!globalThis.gc) throw new Error('Memory can only be measured with node --expose-gc: use npm run bench.');
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
