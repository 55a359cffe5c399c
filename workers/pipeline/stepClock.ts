/**
 * Estimates how long a run still takes from the steps it has done. The first step says nothing: on WebGPU it compiles
 * every kernel and can take twenty times as long as those after it.
 */
export class StepClock {
  private last: number;
  private readonly taken: number[] = [];
  private started = false;

  constructor(private readonly now: () => number = () => performance.now()) {
    this.last = now();
  }

  /** To be called after each step; returns the seconds left, or null where nothing is known yet. */
  tick(remaining: number): number | null {
    const at = this.now();
    if (this.started) this.taken.push((at - this.last) / 1000);
    this.started = true;
    this.last = at;
    if (remaining === 0) return 0;
    const recent = this.taken.slice(-5);
    return recent.length > 0 ? (recent.reduce((sum, seconds) => sum + seconds, 0) / recent.length) * remaining : null;
  }
}
