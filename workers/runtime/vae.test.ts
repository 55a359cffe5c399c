import { Tensor } from 'onnxruntime-common';
import { describe, expect, it } from 'vitest';
import { ModelSession } from './modelSession';
import { SerialQueue } from './serialQueue';
import { fakeRuntime, fakeSession, ramp, type FakeNetwork } from './testing/fakeSession';
import { decodeLatents, drawsPosterior, encodePicture } from './vae';

const scale = { scaling: 0.5, shift: 1, channels: 2, cellPx: 4, untiledAreaPx: 4096 };
const picture = { data: ramp([1, 3, 4, 4]).data as Float32Array, shape: [1, 3, 4, 4] };

async function open(network: Omit<FakeNetwork, 'answer'>, answer: FakeNetwork['answer']) {
  const fake = fakeSession({ ...network, answer });
  return {
    fake,
    session: await ModelSession.open(fakeRuntime(fake), new SerialQueue(), 'picture encoder', { graph: new Uint8Array(), external: [] }),
  };
}

describe('encodePicture', () => {
  it('takes the mean of the posterior, shifted and scaled', async () => {
    const { session } = await open(
      {
        inputs: { sample: ['float32', ['batch', 3, 'height', 'width']] },
        outputs: { latent_parameters: ['float32', ['batch', 4, 'h', 'w']] },
      },
      () => ({ latent_parameters: ramp([1, 4, 1, 1]) }),
    );
    const latents = await encodePicture(session, picture, scale);
    expect(latents.shape).toEqual([1, 2, 1, 1]);
    expect([...latents.data]).toEqual([-0.5, 0]);
    expect(drawsPosterior(session)).toBe(false);
  });

  it('takes a sample that the file draws by itself, and says so', async () => {
    const { session } = await open(
      { inputs: { sample: ['float16', ['batch', 3, 'height', 'width']] }, outputs: { latent_sample: ['float16', ['batch', 2, 'h', 'w']] } },
      () => ({ latent_sample: new Tensor('float16', Uint16Array.of(0x3c00, 0x4000), [1, 2, 1, 1]) }),
    );
    expect([...(await encodePicture(session, picture, scale)).data]).toEqual([0, 0.5]);
    expect(drawsPosterior(session)).toBe(true);
  });

  it('fills a fixed batch and takes its first picture', async () => {
    const { fake, session } = await open(
      { inputs: { sample: ['float32', [2, 3, 4, 4]] }, outputs: { latent_parameters: ['float32', [2, 4, 1, 1]] } },
      () => ({ latent_parameters: ramp([2, 4, 1, 1]) }),
    );
    expect((await encodePicture(session, picture, scale)).data).toHaveLength(2);
    expect(fake.runs[0]?.['sample']?.dims).toEqual([2, 3, 4, 4]);
  });

  it('refuses an answer with too few channels', async () => {
    const { session } = await open(
      { inputs: { sample: ['float32', [1, 3, 4, 4]] }, outputs: { latent_parameters: ['float32', []] } },
      () => ({ latent_parameters: ramp([1, 1, 2, 2]) }),
    );
    await expect(encodePicture(session, picture, scale)).rejects.toMatchObject({ code: 'bad-shape' });
  });
});

it('decodeLatents undoes scale and shift', async () => {
  const { fake, session } = await open(
    { inputs: { latent_sample: ['float32', ['b', 2, 'h', 'w']] }, outputs: { sample: ['float32', ['b', 3, 'H', 'W']] } },
    () => ({ sample: ramp([1, 3, 2, 2]) }),
  );
  const decoded = await decodeLatents(session, { data: Float32Array.of(-0.5, 0), shape: [1, 2, 1, 1] }, scale);
  expect(fake.runs[0]?.['latent_sample']?.values).toEqual([0, 1]);
  expect(decoded.shape).toEqual([1, 3, 2, 2]);
});
