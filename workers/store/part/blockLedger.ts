/** Bytes to fetch: from `start` up to, not including, `end`. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/**
 * Which bytes of a file are there, by blocks. A block fills from its start; several may be filling at once, each by one
 * run that was taken. All counts are bytes.
 */
export class BlockLedger {
  private readonly filled: number[] = [];
  private readonly taken = new Set<number>();
  private sumBytes = 0;
  /** The file's length, or null while it is not known: it then grows as bytes come in, from the start. */
  sizeBytes: number | null;

  constructor(
    sizeBytes: number | null,
    readonly blockBytes: number,
  ) {
    this.sizeBytes = sizeBytes;
  }

  get blockCount(): number {
    return this.sizeBytes === null ? this.filled.length : Math.ceil(this.sizeBytes / this.blockBytes);
  }

  get doneBytes(): number {
    return this.sumBytes;
  }

  get isComplete(): boolean {
    return this.sizeBytes !== null && this.doneBytes === this.sizeBytes;
  }

  lengthOf(block: number): number {
    return this.sizeBytes === null ? this.blockBytes : Math.min(this.blockBytes, this.sizeBytes - block * this.blockBytes);
  }

  filledOf(block: number): number {
    return this.filled[block] ?? 0;
  }

  isFull(block: number): boolean {
    return this.filledOf(block) === this.lengthOf(block);
  }

  /** Sets how much of a block is there, from its start. */
  fill(block: number, bytes: number): void {
    while (this.filled.length <= block) this.filled.push(0);
    this.sumBytes += bytes - this.filledOf(block);
    this.filled[block] = bytes;
  }

  forget(): void {
    this.filled.length = 0;
    this.sumBytes = 0;
    this.taken.clear();
  }

  /**
   * Takes the first missing bytes that nobody is fetching: the rest of a block that was begun, and empty blocks that
   * follow it, `maximumBlocks` in all. Null where nothing is left to take.
   */
  take(maximumBlocks: number): Run | null {
    const count = this.blockCount;
    let first = 0;
    while (first < count && (this.isFull(first) || this.taken.has(first))) first += 1;
    if (first >= count) return null;
    let last = first;
    while (last + 1 < count && last + 1 - first < maximumBlocks && this.filledOf(last + 1) === 0 && !this.taken.has(last + 1)) last += 1;
    for (let block = first; block <= last; block += 1) this.taken.add(block);
    return { start: first * this.blockBytes + this.filledOf(first), end: last * this.blockBytes + this.lengthOf(last) };
  }

  /** Gives a run back, whether it was fetched or not. */
  release({ start, end }: Run): void {
    for (let block = Math.floor(start / this.blockBytes); block * this.blockBytes < end; block += 1) this.taken.delete(block);
  }
}
