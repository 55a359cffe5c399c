import { describe, expect, it } from 'vitest';
import { trajectorySizeBytes } from './trajectory';

describe('trajectorySizeBytes', () => {
  const latents = { data: new Float32Array(256), shape: [1, 1, 1, 256] };
  const point = { latents, state: { tensors: [], counters: [] } };

  it('counts latents, what the scheduler remembers, masks and the clean picture', () => {
    const held = { ...point, state: { tensors: [new Float32Array(8)], counters: [1] } };
    expect(trajectorySizeBytes({ clean: new Float32Array(4), masks: [new Uint8Array(10)], points: [null, held] })).toBe(
      16 + 10 + 1024 + 32,
    );
  });

  it('counts shared memory once', () => {
    expect(trajectorySizeBytes({ clean: latents.data, masks: [], points: [point, point, point] })).toBe(1024);
  });
});
