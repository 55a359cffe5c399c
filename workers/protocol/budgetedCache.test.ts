import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BudgetedCache } from './budgetedCache';

describe('BudgetedCache', () => {
  it('lets go of what was used longest ago', () => {
    const cache = new BudgetedCache<number>(10);
    cache.set('a', 1, 4);
    cache.set('b', 2, 4);
    cache.get('a');
    cache.set('c', 3, 4);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
  });

  it('does not keep what is over the budget by itself, nor push the rest out for it', () => {
    const cache = new BudgetedCache<number>(10);
    cache.set('a', 1, 4);
    cache.set('huge', 2, 11);
    expect([cache.get('a'), cache.get('huge')]).toEqual([1, undefined]);
  });

  it('makes a value once, and again after a making that failed', async () => {
    const cache = new BudgetedCache<string>(10);
    await expect(
      cache.getOrMake(
        'a',
        () => Promise.reject(new Error('no')),
        () => 1,
      ),
    ).rejects.toThrow('no');
    expect(
      await cache.getOrMake(
        'a',
        () => Promise.resolve('made'),
        () => 1,
      ),
    ).toBe('made');
    expect(
      await cache.getOrMake(
        'a',
        () => Promise.resolve('again'),
        () => 1,
      ),
    ).toBe('made');
  });

  it('never holds more than its budget', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: 0, max: 12 }))), (sets) => {
        const cache = new BudgetedCache<number>(20);
        const sizes = new Map<string, number>();
        for (const [name, sizeBytes] of sets) {
          cache.set(name, sizeBytes, sizeBytes);
          sizes.set(name, sizeBytes);
        }
        const held = [...sizes.keys()].map((name) => cache.get(name) ?? 0).reduce((a, b) => a + b, 0);
        expect(held).toBeLessThanOrEqual(20);
      }),
    );
  });

  it('counts its bytes, each name once, and forgets them', () => {
    const cache = new BudgetedCache<number>(10);
    cache.set('a', 1, 4);
    cache.set('a', 2, 3);
    expect([cache.get('a'), cache.sizeBytes]).toEqual([2, 3]);
    cache.clear();
    expect([cache.get('a'), cache.sizeBytes]).toEqual([undefined, 0]);
  });

  it('drops what a value over the budget was to replace', () => {
    const cache = new BudgetedCache<number>(10);
    cache.set('a', 1, 4);
    cache.set('a', 2, 11);
    expect([cache.get('a'), cache.sizeBytes]).toEqual([undefined, 0]);
  });

  it('keeps the newest whatever it costs, where that is wanted', () => {
    const cache = new BudgetedCache<string, number>(10, true);
    cache.set(1, 'a', 4);
    cache.set(2, 'huge', 11);
    expect([cache.get(1), cache.get(2)]).toEqual([undefined, 'huge']);
    cache.set(3, 'b', 4);
    expect([cache.get(2), cache.get(3), cache.sizeBytes]).toEqual([undefined, 'b', 4]);
  });
});
