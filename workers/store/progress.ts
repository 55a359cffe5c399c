import type { OnStoreProgress, StoreStage } from '../protocol/store';

/** Speeds are those of the last so many milliseconds. */
const windowMs = 5000;
const tellEveryMs = 100;

/** Counts bytes, measures their speed, and tells the window about ten times a second. */
export class ProgressMeter {
  private stage: StoreStage = 'ask';
  private doneBytes = 0;
  private totalBytes: number | null = null;
  private samples: { readonly at: number; readonly doneBytes: number }[] = [];
  private toldAt = -Infinity;

  constructor(
    private readonly packageId: string,
    private readonly onProgress: OnStoreProgress,
    private readonly now: () => number,
  ) {}

  /** Begins a stage; its first figures are told at once. */
  enter(stage: StoreStage, doneBytes: number, totalBytes: number | null): void {
    this.stage = stage;
    this.samples = [];
    this.totalBytes = totalBytes;
    this.toldAt = -Infinity;
    this.set(doneBytes);
  }

  add(bytes: number): void {
    this.set(this.doneBytes + bytes);
  }

  set(doneBytes: number): void {
    const at = this.now();
    // Bytes that have to be fetched anew are no negative speed.
    if (doneBytes < this.doneBytes) this.samples = [];
    this.doneBytes = doneBytes;
    this.samples.push({ at, doneBytes });
    while (this.samples.length > 2 && (this.samples[1]?.at ?? at) < at - windowMs) this.samples.shift();
    if (at - this.toldAt < tellEveryMs && doneBytes !== this.totalBytes) return;
    this.toldAt = at;
    this.tell();
  }

  private tell(): void {
    const [first] = this.samples;
    const last = this.samples.at(-1);
    const seconds = first && last ? (last.at - first.at) / 1000 : 0;
    const bytesPerSecond = first && last && seconds >= 0.2 ? (last.doneBytes - first.doneBytes) / seconds : null;
    const secondsLeft = bytesPerSecond && this.totalBytes !== null ? (this.totalBytes - this.doneBytes) / bytesPerSecond : null;
    this.onProgress({
      packageId: this.packageId,
      stage: this.stage,
      doneBytes: this.doneBytes,
      totalBytes: this.totalBytes,
      bytesPerSecond,
      secondsLeft,
    });
  }
}
