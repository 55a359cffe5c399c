import { beforeEach, describe, expect, it } from 'vitest';
import { HistoryStack, type Capture, type HistoryEntry } from './HistoryStack';

let log: string[] = [];
let nowMs = 0;
const entry = (label: string, bytes = 1): HistoryEntry => ({
  label,
  bytes,
  undo: () => log.push(`undo ${label}`),
  redo: () => log.push(`redo ${label}`),
  dispose: () => log.push(`dispose ${label}`),
});
const merge = (key: string): Capture => ({ policy: 'merge', key });
const stackOf = (budgetBytes = 1000, maximumEntries = 500) => new HistoryStack({ budgetBytes, maximumEntries, mergeWithinMs: 1000 }, () => nowMs);

beforeEach(() => {
  log = [];
  nowMs = 0;
});

describe('HistoryStack', () => {
  it('undoes and redoes in order, and does nothing at the ends', () => {
    const stack = stackOf();
    stack.push(entry('a'));
    stack.push(entry('b'));
    stack.undo();
    stack.undo();
    stack.undo();
    stack.redo();
    stack.redo();
    stack.redo();
    expect(log).toEqual(['undo b', 'undo a', 'redo a', 'redo b']);
    expect([stack.canUndo, stack.canRedo]).toEqual([true, false]);
  });

  it('a new change ends the redo and frees what it held', () => {
    const stack = stackOf();
    stack.push(entry('a'));
    stack.undo();
    stack.push(entry('b'));
    expect(stack.canRedo).toBe(false);
    expect(log).toEqual(['undo a', 'dispose a']);
  });

  it('merges changes of one key while they follow each other within a second', () => {
    const stack = stackOf();
    for (const label of ['first', 'second', 'third']) {
      stack.push(entry(label), merge('strength'));
      nowMs += 900;
    }
    expect(stack.labels).toHaveLength(1);
    stack.undo();
    stack.redo();
    expect(log).toEqual(['undo first', 'redo third']);
  });

  it('does not merge after a second, across keys, into strokes or into what was undone and redone', () => {
    const stack = stackOf();
    stack.push(entry('a'), merge('x'));
    nowMs = 1001;
    stack.push(entry('b'), merge('x'));
    stack.push(entry('c'), merge('y'));
    stack.push(entry('stroke'));
    stack.push(entry('stroke'));
    stack.push(entry('d'), merge('x'));
    stack.undo();
    stack.redo();
    stack.push(entry('e'), merge('x'));
    expect(stack.labels).toEqual(['a', 'b', 'c', 'stroke', 'stroke', 'd', 'e']);
  });

  it('lets the oldest entries go when the budget is spent, but never the newest', () => {
    const stack = stackOf(10);
    stack.push(entry('a', 4));
    stack.push(entry('b', 4));
    stack.push(entry('c', 4));
    expect(stack.labels).toEqual(['b', 'c']);
    expect(log).toEqual(['dispose a']);
    stack.push(entry('huge', 99));
    expect(stack.labels).toEqual(['huge']);
    expect(stack.sizeBytes).toBe(99);
  });

  it('is at least 50 deep for small entries, and at most as deep as told', () => {
    const stack = stackOf(1e9, 60);
    for (let i = 0; i < 80; i += 1) stack.push(entry(String(i)));
    expect(stack.labels).toHaveLength(60);
    expect(stack.labels[0]).toBe('20');
  });

  it('joins a group into one entry, also where it fails half way', () => {
    const stack = stackOf();
    expect(() =>
      stack.group('both', () => {
        stack.push(entry('a', 2));
        stack.group('inner', () => stack.push(entry('b', 3)));
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

  it('frees everything when cleared', () => {
    const stack = stackOf();
    stack.push(entry('a'));
    stack.push(entry('b'));
    stack.undo();
    stack.clear();
    expect([stack.canUndo, stack.canRedo, stack.sizeBytes]).toEqual([false, false, 0]);
    expect(log).toEqual(['undo b', 'dispose b', 'dispose a']);
  });
});
