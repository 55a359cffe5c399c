/**
 * Keeps values by name under a budget of bytes; what was used longest ago goes first. A value over the whole budget is not kept, or,
 * with `keepsNewest`, kept alone until the next one comes.
 */
export class BudgetedCache<V, Name = string> {
  private readonly entries = new Map<Name, { readonly value: V; readonly sizeBytes: number }>();
  private usedBytes = 0;

  constructor(
    private readonly budgetBytes: number,
    private readonly keepsNewest = false,
  ) {}

  /** Bytes kept now. */
  get sizeBytes(): number {
    return this.usedBytes;
  }

  get(name: Name): V | undefined {
    const entry = this.entries.get(name);
    if (!entry) return undefined;
    // A Map lists its entries in the order they were set: setting again makes this one the newest.
    this.entries.delete(name);
    this.entries.set(name, entry);
    return entry.value;
  }

  set(name: Name, value: V, sizeBytes: number): void {
    this.drop(name);
    if (sizeBytes > this.budgetBytes && !this.keepsNewest) return;
    this.entries.set(name, { value, sizeBytes });
    this.usedBytes += sizeBytes;
    for (const oldest of this.entries.keys()) {
      if (this.usedBytes <= this.budgetBytes || oldest === name) break;
      this.drop(oldest);
    }
  }

  /** The kept value, or a new one, kept from now on. A making that fails leaves nothing behind. */
  async getOrMake(name: Name, make: () => Promise<V>, sizeBytes: (value: V) => number): Promise<V> {
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

  private drop(name: Name): void {
    const entry = this.entries.get(name);
    if (!entry) return;
    this.entries.delete(name);
    this.usedBytes -= entry.sizeBytes;
  }
}
