import type { Tensor } from '../protocol/tensor';
import type { SchedulerState } from './contracts';

/** The latents that enter a step, before anything is put back, with what the scheduler remembers then. */
export interface TrajectoryPoint {
  readonly latents: Tensor;
  readonly state: SchedulerState;
}

/**
 * What a run left behind for the next: resuming is exact where everything but the map is the same, which the key under
 * which a trajectory is stored must say (package, source, area, prompts, settings, seed).
 */
export interface Trajectory {
  /** The clean latents that were put back: the source, or its composition with the exemplars. */
  readonly clean: Float32Array;
  /** What was put back before each step; the first entry is not used. */
  readonly masks: readonly Uint8Array[];
  /** Points by step, one more than there are steps: the last is the result. Null where steps were skipped. */
  readonly points: readonly (TrajectoryPoint | null)[];
}

/** Memory that a trajectory takes. */
export function trajectorySizeBytes(trajectory: Trajectory): number {
  const buffers = new Set<Float32Array | Uint8Array>([trajectory.clean, ...trajectory.masks]);
  for (const point of trajectory.points) {
    if (!point) continue;
    buffers.add(point.latents.data);
    for (const values of point.state.tensors) buffers.add(values);
  }
  let bytes = 0;
  for (const buffer of buffers) bytes += buffer.byteLength;
  return bytes;
}

/** Where a run can take up an earlier one: at the first step whose mask differs; `masks.length` where none does. */
export function firstDifference(previous: Trajectory, clean: Float32Array, masks: readonly Uint8Array[]): number {
  if (previous.masks.length !== masks.length || !equal(previous.clean, clean)) return 0;
  const differing = masks.findIndex((mask, step) => step > 0 && !equal(mask, previous.masks[step] as Uint8Array));
  return differing < 0 ? masks.length : differing;
}

function equal(a: Float32Array | Uint8Array, b: Float32Array | Uint8Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
