import type { Tensor as OrtTensor } from 'onnxruntime-common';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderSource } from '../../e2e/node-runtime/folderSource';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { nodeRuntimeInstalled, root } from '../../e2e/node-runtime/nodeSession';
import { openPackage } from '../packages/openPackage';
import type { ModelPackage } from '../packages/modelPackage';
import type { Tensor } from '../protocol/tensor';
import type { LoadedModel } from './loadedModel';
import { loadModel } from './loadModel';
import type { Runtime } from './runtime';
import { unetGraph } from './testing/networkGraphs';

/** A runtime that notes every tensor its sessions are fed, and whether it was disposed of. */
function watchedRuntime(): { runtime: Runtime; fed: { name: string; tensor: OrtTensor; disposed: boolean }[]; released: () => number } {
  const node = createNodeRuntime();
  const fed: { name: string; tensor: OrtTensor; disposed: boolean }[] = [];
  let released = 0;
  const runtime: Runtime = {
    ...node,
    createSession: async (model) => {
      const session = await node.createSession(model);
      const { run, release } = { run: session.run.bind(session), release: session.release.bind(session) };
      session.run = (feeds: Readonly<Record<string, OrtTensor>>, ...rest: unknown[]) => {
        for (const [name, tensor] of Object.entries(feeds)) {
          if (fed.some((one) => one.tensor === tensor)) continue;
          const entry = { name, tensor, disposed: false };
          fed.push(entry);
          const dispose = tensor.dispose.bind(tensor);
          tensor.dispose = () => {
            entry.disposed = true;
            dispose();
          };
        }
        return run(feeds, ...(rest as [readonly string[]]));
      };
      session.release = () => {
        released += 1;
        return release();
      };
      return session;
    },
  };
  return { runtime, fed, released: () => released };
}

describe.skipIf(!nodeRuntimeInstalled)('a loaded package', { timeout: 60_000 }, () => {
  let files: ModelPackage;
  beforeAll(async () => {
    files = await openPackage(folderSource(`${root}e2e/fixtures/packages/tiny`), 'tiny');
  });
  const size = { width: 64, height: 64 };
  const latents: Tensor = { data: Float32Array.from({ length: 4 * 256 }, (_, i) => Math.sin(i)), shape: [1, 4, 16, 16] };

  it('makes the tensors of a prompt once a run and disposes of everything at its end', async () => {
    const { runtime, fed } = watchedRuntime();
    const model = await loadModel(runtime, files, () => undefined);
    const [conditional, unconditional] = await model.encodeTexts(
      [
        { text: 'a house', negative: false },
        { text: '', negative: true },
      ],
      size,
    );
    for (let run = 1; run <= 3; run++) {
      const { denoiser, end } = await model.startRun([], [], () => undefined);
      for (let step = 0; step < 6; step++)
        await denoiser.predict(latents, 900 - step, {
          conditional: conditional!,
          unconditional: unconditional!,
          guidanceScale: 3,
          guidanceRescale: 0,
        });
      const texts = fed.filter((one) => one.name === 'encoder_hidden_states');
      expect(texts).toHaveLength(run);
      expect(texts.at(-1)?.disposed).toBe(false);
      end();
      expect(fed.every((one) => one.disposed)).toBe(true);
    }
    await model.release();
  });

  it('releases every session, also where one of its networks is not what it should be', async () => {
    const { runtime, released } = watchedRuntime();
    const model = await loadModel(runtime, files, () => undefined);
    await model.release();
    expect(released()).toBe(4);
    const broken: ModelPackage = {
      ...files,
      readPart: async (part, onProgress) =>
        part === 'unet' ? files.readPart('text_encoder', onProgress) : files.readPart(part, onProgress),
    };
    await expect(loadModel(runtime, broken, () => undefined)).rejects.toMatchObject({
      code: 'package-unsupported',
      message: expect.stringContaining('UNet has no input “sample”') as string,
    });
    expect(released()).toBe(8);
  });

  it('reads the one size that a UNet’s file takes, whatever its configuration says, and refuses others', async () => {
    const { runtime } = watchedRuntime();
    const graph = unetGraph({ sample: ['float32', [2, 4, 8, 12]], text: ['float32', [2, 32, 'width']] });
    const fixed: ModelPackage = {
      ...files,
      readPart: (part, onProgress) => (part === 'unet' ? Promise.resolve({ graph, external: [] }) : files.readPart(part, onProgress)),
    };
    const model: LoadedModel = await loadModel(runtime, fixed, () => undefined);
    expect(model.summary).toMatchObject({ nativeSize: { width: 48, height: 32 }, onlyNativeSize: true, controlNets: [] });
    expect(() => model.requireRun({ width: 48, height: 32 }, [])).not.toThrow();
    expect(() => model.requireRun(size, [])).toThrow(/only at 48 × 32, not at 64 × 64/);
    expect(() => model.requireRun({ width: 48, height: 32 }, ['canny'])).toThrow(/without inputs for guides/);
    await model.release();
  });
});
