/** What was done under one label, in the order in which it was done: undone and redone together. */
export interface HistoryEntry<Change> {
  readonly label: string;
  readonly changes: readonly Change[];
}

/** How an entry is shown in a list: when it was made, and what it left behind. */
export interface HistoryMark {
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** RGBA, small; null where it shows in no picture. */
  readonly picture: { readonly width: number; readonly height: number; readonly rgba: Uint8Array } | null;
}

/** An entry as the history holds it. */
export interface KeptEntry<Change> extends HistoryEntry<Change> {
  readonly mark: HistoryMark | null;
}

/** All that a history holds, so that it can be saved: both lists from the oldest entry on. */
export interface HistoryContent<Change> {
  readonly done: readonly KeptEntry<Change>[];
  /** What was undone; the last is the next to be redone. */
  readonly undone: readonly KeptEntry<Change>[];
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

/** What the history must know of its changes. */
export interface HistoryRules<Change> {
  readonly undo: (change: Change) => void;
  readonly redo: (change: Change) => void;
  /** What a change holds now; it may shrink. */
  readonly sizeBytes: (change: Change) => number;
  /** Two changes of one key as one. */
  readonly merged: (first: Change, second: Change) => Change;
  /** How the change that has just been made is shown. */
  readonly mark?: () => HistoryMark | null;
}

interface Held<Change> {
  entry: KeptEntry<Change>;
  readonly key: string | null;
  lastMs: number;
}

/** Undo and redo under a byte budget. The newest entry is always kept, whatever it costs. */
export class HistoryStack<Change> {
  #done: Held<Change>[] = [];
  #undone: Held<Change>[] = [];
  #group: Change[] | null = null;
  #limits: HistoryLimits;
  readonly #rules: HistoryRules<Change>;
  readonly #now: () => number;

  constructor(rules: HistoryRules<Change>, limits: HistoryLimits = defaultLimits, now: () => number = () => performance.now()) {
    this.#rules = rules;
    this.#limits = limits;
    this.#now = now;
  }

  /** Lets it hold more or fewer bytes; the oldest entries leave first. */
  setBudget(budgetBytes: number): void {
    this.#limits = { ...this.#limits, budgetBytes };
    this.#trim();
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

  /** How each entry is shown, in the order of `labels`, then of `undoneLabels`. */
  get marks(): readonly (HistoryMark | null)[] {
    return [...this.#done, ...[...this.#undone].reverse()].map(({ entry }) => entry.mark);
  }

  get sizeBytes(): number {
    return [...this.#done, ...this.#undone].reduce((sum, { entry }) => sum + this.#sizeOf(entry), 0);
  }

  /** All of it. An entry is a value: where something is merged into it, another one takes its place. */
  get content(): HistoryContent<Change> {
    return { done: this.#done.map(({ entry }) => entry), undone: this.#undone.map(({ entry }) => entry) };
  }

  /** Puts what was saved in the place of everything. Nothing is merged into it. */
  restore({ done, undone }: HistoryContent<Change>): void {
    const held = (entry: KeptEntry<Change>): Held<Change> => ({ entry, key: null, lastMs: Number.NEGATIVE_INFINITY });
    this.#done = done.map(held);
    this.#undone = undone.map(held);
    this.#trim();
  }

  /** Takes in a change that has just been made. What was undone before can no longer be redone. */
  push(label: string, change: Change, capture: Capture = { policy: 'entry' }): void {
    if (this.#group) {
      this.#group.push(change);
      return;
    }
    this.#undone = [];
    const key = capture.policy === 'merge' ? capture.key : null;
    const last = this.#done.at(-1);
    const [before] = last?.entry.changes ?? [];
    const now = this.#now();
    const mark = this.#rules.mark?.() ?? null;
    if (last && before !== undefined && key !== null && last.key === key && now - last.lastMs <= this.#limits.mergeWithinMs) {
      last.entry = { label, changes: [this.#rules.merged(before, change)], mark };
      last.lastMs = now;
    } else {
      this.#add({ label, changes: [change], mark }, key, now);
    }
    this.#trim();
  }

  /** Everything that `run` pushes becomes one entry of that label. */
  group(label: string, run: () => void): void {
    if (this.#group) return run();
    const collected: Change[] = [];
    this.#group = collected;
    try {
      run();
    } finally {
      this.#group = null;
      if (collected.length > 0) {
        this.#undone = [];
        this.#add({ label, changes: collected, mark: this.#rules.mark?.() ?? null }, null, this.#now());
        this.#trim();
      }
    }
  }

  undo(): void {
    const held = this.#done.pop();
    if (!held) return;
    held.lastMs = Number.NEGATIVE_INFINITY;
    this.#undone.push(held);
    [...held.entry.changes].reverse().forEach(this.#rules.undo);
  }

  redo(): void {
    const held = this.#undone.pop();
    if (!held) return;
    this.#done.push(held);
    held.entry.changes.forEach(this.#rules.redo);
  }

  #add(entry: KeptEntry<Change>, key: string | null, lastMs: number): void {
    this.#done.push({ entry, key, lastMs });
  }

  #sizeOf({ changes }: HistoryEntry<Change>): number {
    return changes.reduce((sum, change) => sum + this.#rules.sizeBytes(change), 0);
  }

  #trim(): void {
    let total = this.sizeBytes;
    while (this.#done.length > 1 && (total > this.#limits.budgetBytes || this.#done.length > this.#limits.maximumEntries)) {
      const oldest = this.#done.shift();
      if (!oldest) return;
      total -= this.#sizeOf(oldest.entry);
    }
  }
}
