import type { Tensor } from '../protocol/tensor';
import type { Conditioning, Denoiser } from './contracts';

/** One of several runs that go step by step together. */
export interface Lane<E> {
  readonly denoiser: Denoiser<E>;
  /** The run is over: the others no longer wait for it. To be called in any case. */
  leave(): void;
}

interface Asked<E> {
  readonly latents: Tensor;
  readonly timestep: number;
  readonly conditioning: Conditioning<E>;
  readonly answer: (prediction: Tensor) => void;
  readonly refuse: (thrown: unknown) => void;
}

/**
 * A denoiser for several runs at once: each waits until all have asked, and what they ask at the noisiest timestep under one
 * conditioning goes through the network as one batch; who asks for a later one waits until the others are there. A batch that fails
 * is asked one by one, so that no run fails through its neighbours.
 * @param count runs, at least 1. @returns as many lanes; latents of each are (1, channel, height, width).
 */
export function lockstep<E>(denoiser: Denoiser<E>, count: number): readonly Lane<E>[] {
  let open = count;
  let asked: Asked<E>[] = [];
  const answerOnceAllAsked = (): void => {
    const noisiest = asked.reduce<Asked<E> | null>((most, one) => (most && most.timestep >= one.timestep ? most : one), null);
    if (!noisiest || asked.length < open) return;
    const group = asked.filter((one) => isAlike(noisiest, one));
    asked = asked.filter((one) => !group.includes(one));
    void predictTogether(denoiser, group);
  };
  return Array.from({ length: count }, () => {
    let isOpen = true;
    return {
      denoiser: {
        predict: (latents, timestep, conditioning) =>
          new Promise<Tensor>((answer, refuse) => {
            asked.push({ latents, timestep, conditioning, answer, refuse });
            answerOnceAllAsked();
          }),
      },
      leave() {
        if (isOpen) open -= 1;
        isOpen = false;
        answerOnceAllAsked();
      },
    };
  });
}

/** Whether they can be one batch: the same timestep, conditioning and shape. */
const isAlike = <E>(a: Asked<E>, b: Asked<E>): boolean =>
  a.timestep === b.timestep && a.conditioning === b.conditioning && a.latents.shape.join() === b.latents.shape.join();

async function predictTogether<E>(denoiser: Denoiser<E>, group: readonly Asked<E>[]): Promise<void> {
  const [first] = group;
  if (!first) return;
  if (group.length > 1) {
    try {
      const { data } = await denoiser.predict(joined(group), first.timestep, first.conditioning);
      const size = first.latents.data.length;
      group.forEach(({ answer, latents: { shape } }, i) => answer({ data: data.slice(i * size, (i + 1) * size), shape }));
      return;
    } catch {
      // One by one: less memory at a time, and each with a fault of its own.
    }
  }
  for (const { latents, timestep, conditioning, answer, refuse } of group)
    await denoiser.predict(latents, timestep, conditioning).then(answer, refuse);
}

function joined<E>(group: readonly Asked<E>[]): Tensor {
  const [, ...sides] = group[0]?.latents.shape ?? [];
  const size = sides.reduce((product, side) => product * side, 1);
  const data = new Float32Array(group.length * size);
  group.forEach(({ latents }, i) => data.set(latents.data, i * size));
  return { data, shape: [group.length, ...sides] };
}
