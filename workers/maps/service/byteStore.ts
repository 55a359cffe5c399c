/** Keeps values by name under a budget of bytes; what was used longest ago goes first. */
export class ByteStore<Name, Value> {
  readonly #kept = new Map<Name, { readonly value: Value; readonly sizeBytes: number }>();
  #usedBytes = 0;

  constructor(private readonly budgetBytes: number) {}

  /** The value, which is now the one used last. */
  get(name: Name): Value | undefined {
    const entry = this.#kept.get(name);
    if (!entry) return undefined;
    this.#kept.delete(name);
    this.#kept.set(name, entry);
    return entry.value;
  }

  /** The one that was set last is kept even where it is over the budget by itself. */
  set(name: Name, value: Value, sizeBytes: number): void {
    this.#drop(name);
    this.#kept.set(name, { value, sizeBytes });
    this.#usedBytes += sizeBytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#usedBytes <= this.budgetBytes || oldest === name) break;
      this.#drop(oldest);
    }
  }

  #drop(name: Name): void {
    this.#usedBytes -= this.#kept.get(name)?.sizeBytes ?? 0;
    this.#kept.delete(name);
  }
}
