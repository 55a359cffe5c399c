/** Keeps values by name under a budget of bytes; what was used longest ago goes first. A value over the whole budget is not kept. */
export class BudgetedCache<V> {
  private readonly entries = new Map<string, { readonly value: V; readonly sizeBytes: number }>();
  private usedBytes = 0;

  constructor(private readonly budgetBytes: number) {}

  get(name: string): V | undefined {
    const entry = this.entries.get(name);
    if (!entry) return undefined;
    // A Map lists its entries in the order they were set: setting again makes this one the newest.
    this.entries.delete(name);
    this.entries.set(name, entry);
    return entry.value;
  }

  set(name: string, value: V, sizeBytes: number): void {
    this.drop(name);
    if (sizeBytes > this.budgetBytes) return;
    this.entries.set(name, { value, sizeBytes });
    this.usedBytes += sizeBytes;
    for (const oldest of this.entries.keys()) {
      if (this.usedBytes <= this.budgetBytes) break;
      this.drop(oldest);
    }
  }

  /** The kept value, or a new one, kept from now on. A making that fails leaves nothing behind. */
  async getOrMake(name: string, make: () => Promise<V>, sizeBytes: (value: V) => number): Promise<V> {
    const kept = this.get(name);
    if (kept !== undefined) return kept;
    const made = await make();
    this.set(name, made, sizeBytes(made));
    return made;
  }

  clear(): void {
    this.entries.clear();
    this.usedBytes = 0;
  }

  private drop(name: string): void {
    const entry = this.entries.get(name);
    if (!entry) return;
    this.entries.delete(name);
    this.usedBytes -= entry.sizeBytes;
  }
}
