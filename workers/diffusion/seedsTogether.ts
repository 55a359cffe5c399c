import type { Tensor } from '../protocol/tensor';
import type { Conditioning, Denoiser } from './contracts';
import { isGuided } from './guidance';
import { lockstep } from './lockstep';

/** Cells of latents that one batch may hold: those of a picture of Stable Diffusion's own size. Larger ones fill the device alone. */
const cellsAtOnce = 64 * 64;

/** How many runs over such latents go through a network at once, at least 1; a guidance pair takes two places. */
export function runsAtOnce<E>({ shape }: Tensor, conditioning: Conditioning<E>): number {
  const [, , height = 1, width = 1] = shape;
  return Math.max(1, Math.floor(cellsAtOnce / (height * width * (isGuided(conditioning) ? 2 : 1))));
}

/**
 * Runs `own` and, in the same batches, `other` under each of some seeds. Whatever befalls the others is theirs alone; they end with
 * `own` where that fails.
 * @returns what `own` returns, when all have ended.
 */
export async function seedsTogether<E, T>(
  denoiser: Denoiser<E>,
  seeds: readonly number[],
  own: (denoiser: Denoiser<E>) => Promise<T>,
  other: (seed: number, denoiser: Denoiser<E>) => Promise<unknown>,
): Promise<T> {
  const [first, ...rest] = lockstep(denoiser, 1 + seeds.length);
  if (!first) throw new Error('Nothing is to be run.');
  let failed: unknown = null;
  const whileOwnGoes = (lane: Denoiser<E>): Denoiser<E> => ({
    predict: (...asked) => (failed === null ? lane.predict(...asked) : Promise.reject(failed as Error)),
  });
  const others = rest.map((lane, i) =>
    other(seeds[i] as number, whileOwnGoes(lane.denoiser))
      .catch(() => undefined)
      .finally(() => lane.leave()),
  );
  try {
    return await own(first.denoiser);
  } catch (thrown) {
    failed = thrown;
    throw thrown;
  } finally {
    first.leave();
    await Promise.all(others);
  }
}
