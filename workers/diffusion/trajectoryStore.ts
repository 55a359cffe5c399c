import { trajectorySizeBytes } from './trajectory';
import type { Trajectory } from './trajectory';

/** The trajectories of the last runs under a byte budget; the one used longest ago goes first. */
export class TrajectoryStore {
  private readonly kept = new Map<string, { readonly trajectory: Trajectory; readonly sizeBytes: number }>();
  private total = 0;

  constructor(private readonly budgetBytes: number) {}

  /** Bytes kept now, never above the budget. */
  get sizeBytes(): number {
    return this.total;
  }

  get(key: string): Trajectory | null {
    const found = this.kept.get(key);
    if (!found) return null;
    // Maps keep insertion order: putting it in again makes it the youngest.
    this.kept.delete(key);
    this.kept.set(key, found);
    return found.trajectory;
  }

  /** Keeps a trajectory in place of an older one of that key; one larger than the whole budget is not kept. */
  put(key: string, trajectory: Trajectory): void {
    this.remove(key);
    const sizeBytes = trajectorySizeBytes(trajectory);
    if (sizeBytes > this.budgetBytes) return;
    this.kept.set(key, { trajectory, sizeBytes });
    this.total += sizeBytes;
    for (const oldest of this.kept.keys()) {
      if (this.total <= this.budgetBytes) break;
      this.remove(oldest);
    }
  }

  clear(): void {
    this.kept.clear();
    this.total = 0;
  }

  private remove(key: string): void {
    this.total -= this.kept.get(key)?.sizeBytes ?? 0;
    this.kept.delete(key);
  }
}
