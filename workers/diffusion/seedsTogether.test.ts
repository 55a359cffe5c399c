import { describe, expect, it } from 'vitest';
import type { Tensor } from '../protocol/tensor';
import type { Conditioning, Denoiser } from './contracts';
import { runsAtOnce, seedsTogether } from './seedsTogether';

const plain: Conditioning<string> = { conditional: 'a', unconditional: null, guidanceScale: 1, guidanceRescale: 0 };
const one = (value: number): Tensor => ({ data: Float32Array.of(value, value + 0.5), shape: [1, 1, 1, 2] });

/** Doubles what it is given, and writes down how many rows came at which timestep; larger batches than `most` fail. */
function doubling(most = Number.POSITIVE_INFINITY) {
  const asked: (readonly [rows: number, timestep: number])[] = [];
  const denoiser: Denoiser<string> = {
    async predict({ data, shape }, timestep) {
      asked.push([shape[0] ?? 0, timestep]);
      await Promise.resolve();
      if ((shape[0] ?? 0) > most) throw new Error('too large');
      return { data: data.map((value) => value * 2), shape };
    },
  };
  return { asked, denoiser };
}

/** Runs that ask at each of the timesteps, each with its seed's number. */
const asking =
  (timesteps: readonly number[], heard: number[] = []) =>
  async (seed: number, denoiser: Denoiser<string>): Promise<number> => {
    let { data } = one(seed);
    for (const timestep of timesteps) ({ data } = await denoiser.predict({ data, shape: [1, 1, 1, 2] }, timestep, plain));
    heard.push(data[0] as number);
    return data[0] as number;
  };

describe('seeds that are run together', () => {
  it('go through the network as one batch a step, each with its own numbers', async () => {
    const { asked, denoiser } = doubling();
    const heard: number[] = [];
    const run = asking([9, 5, 1], heard);
    const own = await seedsTogether(denoiser, [2, 3], (lane) => run(1, lane), run);
    expect([own, heard.sort((a, b) => a - b), asked]).toEqual([
      8,
      [8, 16, 24],
      [
        [3, 9],
        [3, 5],
        [3, 1],
      ],
    ]);
  });

  it('wait for none that has ended, and never mix timesteps or conditionings', async () => {
    const { asked, denoiser } = doubling();
    const short = asking([5, 1]);
    const other = asking([9, 5, 1]);
    await seedsTogether(
      denoiser,
      [2, 3],
      (lane) => asking([9, 5, 1])(1, lane),
      (seed, lane) => (seed === 2 ? short(seed, lane) : other(seed, lane)),
    );
    expect(asked.map(([rows, timestep]) => `${rows}@${timestep}`)).toEqual(['2@9', '3@5', '3@1']);
    const apart = doubling();
    await seedsTogether(
      apart.denoiser,
      [2],
      (lane) => lane.predict(one(1), 3, plain),
      (_, lane) => lane.predict(one(2), 3, { ...plain, conditional: 'b' }),
    );
    expect(apart.asked).toEqual([
      [1, 3],
      [1, 3],
    ]);
  });

  it('are asked one by one where the batch fails, and a fault of another is not one’s own', async () => {
    const { asked, denoiser } = doubling(1);
    const run = asking([7]);
    expect(await seedsTogether(denoiser, [2, 3], (lane) => run(1, lane), run)).toBe(2);
    expect(asked.map(([rows]) => rows)).toEqual([3, 1, 1, 1]);
    const own = seedsTogether(
      doubling().denoiser,
      [2],
      (lane) => run(1, lane),
      () => Promise.reject(new Error('not finite')),
    );
    expect(await own).toBe(2);
  });

  it('end with the one that failed', async () => {
    const { asked, denoiser } = doubling();
    const fails = async (lane: Denoiser<string>): Promise<never> => {
      await lane.predict(one(1), 9, plain);
      throw new Error('cancelled');
    };
    await expect(seedsTogether(denoiser, [2], fails, asking([9, 8, 7, 6, 5]))).rejects.toThrow('cancelled');
    expect(asked.length).toBeLessThan(4);
  });

  it('are as many as the cells of one picture of 64² have room for', () => {
    const latents = (side: number): Tensor => ({ data: new Float32Array(0), shape: [1, 4, side, side] });
    const pair = { ...plain, unconditional: 'none', guidanceScale: 5 };
    expect([runsAtOnce(latents(32), plain), runsAtOnce(latents(32), pair), runsAtOnce(latents(64), plain)]).toEqual([4, 2, 1]);
    expect(runsAtOnce(latents(128), pair)).toBe(1);
  });
});
