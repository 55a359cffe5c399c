/** One undoable change, which knows what it costs and how to let go of what it holds. */
export interface HistoryEntry {
  readonly label: string;
  /** What it holds now; may shrink. */
  readonly bytes: number;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly dispose: () => void;
}

/** How a change is kept: an entry of its own, or merged into the last one of the same key (moves of a slider, typing). */
export type Capture = { readonly policy: 'entry' } | { readonly policy: 'merge'; readonly key: string };

export interface HistoryLimits {
  readonly budgetBytes: number;
  readonly maximumEntries: number;
  /** Changes of one key merge while they follow each other within this time, in milliseconds. */
  readonly mergeWithinMs: number;
}

export const defaultLimits: HistoryLimits = { budgetBytes: 256 * 1024 * 1024, maximumEntries: 500, mergeWithinMs: 1000 };

interface Kept {
  entry: HistoryEntry;
  readonly key: string | null;
  lastMs: number;
}

/** Undo and redo under a byte budget. The newest entry is always kept, whatever it costs. */
export class HistoryStack {
  #done: Kept[] = [];
  #undone: Kept[] = [];
  #group: HistoryEntry[] | null = null;
  readonly #limits: HistoryLimits;
  readonly #now: () => number;

  constructor(limits: HistoryLimits = defaultLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Labels from the oldest entry to the newest, those that can be undone. */
  get labels(): readonly string[] {
    return this.#done.map(({ entry }) => entry.label);
  }

  /** What was undone and can be redone, the next first. */
  get undoneLabels(): readonly string[] {
    return this.#undone.map(({ entry }) => entry.label).reverse();
  }

  get sizeBytes(): number {
    return [...this.#done, ...this.#undone].reduce((sum, { entry }) => sum + entry.bytes, 0);
  }

  /** Takes in a change that has just been made. What was undone before can no longer be redone. */
  push(entry: HistoryEntry, capture: Capture = { policy: 'entry' }): void {
    if (this.#group) {
      this.#group.push(entry);
      return;
    }
    this.#forgetUndone();
    const key = capture.policy === 'merge' ? capture.key : null;
    const last = this.#done.at(-1);
    const now = this.#now();
    if (last && key !== null && last.key === key && now - last.lastMs <= this.#limits.mergeWithinMs) {
      last.entry = mergeEntries(last.entry, entry);
      last.lastMs = now;
    } else {
      this.#done.push({ entry, key, lastMs: now });
    }
    this.#trim();
  }

  /** Everything that `run` pushes becomes one entry of that label. */
  group(label: string, run: () => void): void {
    if (this.#group) return run();
    const collected: HistoryEntry[] = [];
    this.#group = collected;
    try {
      run();
    } finally {
      this.#group = null;
      if (collected.length > 0) this.push(joinEntries(label, collected));
    }
  }

  undo(): void {
    const kept = this.#done.pop();
    if (!kept) return;
    kept.lastMs = Number.NEGATIVE_INFINITY;
    this.#undone.push(kept);
    kept.entry.undo();
  }

  redo(): void {
    const kept = this.#undone.pop();
    if (!kept) return;
    this.#done.push(kept);
    kept.entry.redo();
  }

  clear(): void {
    this.#forgetUndone();
    for (const { entry } of this.#done) entry.dispose();
    this.#done = [];
  }

  #forgetUndone(): void {
    for (const { entry } of this.#undone) entry.dispose();
    this.#undone = [];
  }

  #trim(): void {
    let total = this.sizeBytes;
    while (this.#done.length > 1 && (total > this.#limits.budgetBytes || this.#done.length > this.#limits.maximumEntries)) {
      const oldest = this.#done.shift();
      if (!oldest) return;
      total -= oldest.entry.bytes;
      oldest.entry.dispose();
    }
  }
}

function mergeEntries(first: HistoryEntry, second: HistoryEntry): HistoryEntry {
  return {
    label: second.label,
    bytes: Math.max(first.bytes, second.bytes),
    undo: first.undo,
    redo: second.redo,
    dispose: () => [first, second].forEach((entry) => entry.dispose()),
  };
}

function joinEntries(label: string, entries: readonly HistoryEntry[]): HistoryEntry {
  return {
    label,
    get bytes() {
      return entries.reduce((sum, entry) => sum + entry.bytes, 0);
    },
    undo: () => [...entries].reverse().forEach((entry) => entry.undo()),
    redo: () => entries.forEach((entry) => entry.redo()),
    dispose: () => entries.forEach((entry) => entry.dispose()),
  };
}
