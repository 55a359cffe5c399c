import { beforeEach, describe, expect, it } from 'vitest';
import { HistoryStack, type Capture } from './HistoryStack';

/** What the history is told of, and what it holds of it. */
interface Noted {
  readonly from: string;
  readonly to: string;
  readonly bytes: number;
}

let log: string[] = [];
let nowMs = 0;
const rules = {
  undo: ({ from }: Noted) => void log.push(`undo ${from}`),
  redo: ({ to }: Noted) => void log.push(`redo ${to}`),
  sizeBytes: ({ bytes }: Noted) => bytes,
  merged: (first: Noted, second: Noted): Noted => ({ ...second, from: first.from }),
};
const merge = (key: string): Capture => ({ policy: 'merge', key });
const stackOf = (budgetBytes = 1000, maximumEntries = 500) => {
  const stack = new HistoryStack<Noted>(rules, { budgetBytes, maximumEntries, mergeWithinMs: 1000 }, () => nowMs);
  const push = (label: string, bytes = 1, capture?: Capture) => stack.push(label, { from: label, to: label, bytes }, capture);
  return { stack, push };
};

beforeEach(() => {
  log = [];
  nowMs = 0;
});

describe('HistoryStack', () => {
  it('undoes and redoes in order, and does nothing at the ends', () => {
    const { stack, push } = stackOf();
    push('a');
    push('b');
    stack.undo();
    stack.undo();
    stack.undo();
    stack.redo();
    stack.redo();
    stack.redo();
    expect(log).toEqual(['undo b', 'undo a', 'redo a', 'redo b']);
    expect([stack.canUndo, stack.canRedo]).toEqual([true, false]);
  });

  it('a new change ends the redo and lets go of what it held', () => {
    const { stack, push } = stackOf();
    push('a', 5);
    stack.undo();
    push('b');
    expect([stack.canRedo, stack.sizeBytes]).toEqual([false, 1]);
  });

  it('merges changes of one key while they follow each other within a second', () => {
    const { stack, push } = stackOf();
    for (const label of ['first', 'second', 'third']) {
      push(label, 1, merge('strength'));
      nowMs += 900;
    }
    expect(stack.labels).toEqual(['third']);
    stack.undo();
    stack.redo();
    expect(log).toEqual(['undo first', 'redo third']);
  });

  it('does not merge after a second, across keys, into strokes or into what was undone and redone', () => {
    const { stack, push } = stackOf();
    push('a', 1, merge('x'));
    nowMs = 1001;
    push('b', 1, merge('x'));
    push('c', 1, merge('y'));
    push('stroke');
    push('stroke');
    push('d', 1, merge('x'));
    stack.undo();
    stack.redo();
    push('e', 1, merge('x'));
    expect(stack.labels).toEqual(['a', 'b', 'c', 'stroke', 'stroke', 'd', 'e']);
  });

  it('lets the oldest entries go when the budget is spent, but never the newest', () => {
    const { stack, push } = stackOf(10);
    push('a', 4);
    push('b', 4);
    push('c', 4);
    expect(stack.labels).toEqual(['b', 'c']);
    push('huge', 99);
    expect(stack.labels).toEqual(['huge']);
    expect(stack.sizeBytes).toBe(99);
  });

  it('is at least 50 deep for small entries, and at most as deep as told', () => {
    const { stack, push } = stackOf(1e9, 60);
    for (let i = 0; i < 80; i += 1) push(String(i));
    expect(stack.labels).toHaveLength(60);
    expect(stack.labels[0]).toBe('20');
  });

  it('joins a group into one entry, also where it fails half way', () => {
    const { stack, push } = stackOf();
    expect(() =>
      stack.group('both', () => {
        push('a', 2);
        stack.group('inner', () => push('b', 3));
        throw new Error('half way');
      }),
    ).toThrow('half way');
    stack.group('nothing', () => undefined);
    expect(stack.labels).toEqual(['both']);
    expect(stack.sizeBytes).toBe(5);
    stack.undo();
    stack.redo();
    expect(log).toEqual(['undo b', 'undo a', 'redo a', 'redo b']);
  });

  it('goes on in another stack where it was left, and merges nothing into what came from there', () => {
    const { stack, push } = stackOf();
    push('a', 1, merge('x'));
    push('b', 2);
    push('c', 4);
    stack.undo();
    stack.undo();
    const other = stackOf();
    other.stack.restore(stack.content);
    expect([other.stack.labels, other.stack.undoneLabels, other.stack.sizeBytes]).toEqual([['a'], ['b', 'c'], 7]);
    log = [];
    other.stack.redo();
    other.stack.undo();
    expect(log).toEqual(['redo b', 'undo b']);
    other.push('d', 1, merge('x'));
    expect([other.stack.labels, other.stack.canRedo]).toEqual([['a', 'd'], false]);
  });

  it('holds no more of a saved history than its budget allows', () => {
    const { stack, push } = stackOf();
    ['a', 'b', 'c'].forEach((label) => push(label, 4));
    const other = stackOf(10);
    other.stack.restore(stack.content);
    expect(other.stack.labels).toEqual(['b', 'c']);
  });
});
