import { describe, expect, it } from 'vitest';
import type { Trajectory } from './trajectory';
import { TrajectoryStore } from './trajectoryStore';

/** A trajectory of `kilobytes` in one point. */
function weighing(kilobytes: number): Trajectory {
  const latents = { data: new Float32Array(kilobytes * 256), shape: [1, 1, 1, kilobytes * 256] };
  return { clean: new Float32Array(0), masks: [], points: [null, { latents, state: { tensors: [], counters: [] } }] };
}

describe('TrajectoryStore', () => {
  it('returns what was put, and null for what was not', () => {
    const store = new TrajectoryStore(10_000);
    const trajectory = weighing(1);
    store.put('a', trajectory);
    expect(store.get('a')).toBe(trajectory);
    expect(store.get('b')).toBeNull();
    expect(store.sizeBytes).toBe(1024);
  });

  it('evicts the one used longest ago, and never exceeds its budget', () => {
    const store = new TrajectoryStore(3 * 1024);
    for (const key of ['a', 'b', 'c']) store.put(key, weighing(1));
    store.get('a');
    store.put('d', weighing(1));
    expect([store.get('a') !== null, store.get('b'), store.get('c') !== null, store.get('d') !== null]).toEqual([true, null, true, true]);
    store.put('e', weighing(3));
    expect(store.get('a')).toBeNull();
    expect(store.sizeBytes).toBe(3 * 1024);
  });

  it('replaces under the same key and counts once', () => {
    const store = new TrajectoryStore(10_000);
    store.put('a', weighing(4));
    store.put('a', weighing(2));
    expect(store.sizeBytes).toBe(2048);
  });

  it('does not keep one larger than the whole budget, and drops what it would have replaced', () => {
    const store = new TrajectoryStore(2048);
    store.put('a', weighing(1));
    store.put('a', weighing(5));
    expect(store.get('a')).toBeNull();
    expect(store.sizeBytes).toBe(0);
  });

  it('counts shared memory once', () => {
    const store = new TrajectoryStore(10_000);
    const { points, ...rest } = weighing(1);
    store.put('a', { ...rest, points: [points[1]!, points[1]!, points[1]!] });
    expect(store.sizeBytes).toBe(1024);
  });

  it('forgets everything', () => {
    const store = new TrajectoryStore(10_000);
    store.put('a', weighing(1));
    store.clear();
    expect([store.get('a'), store.sizeBytes]).toEqual([null, 0]);
  });
});
