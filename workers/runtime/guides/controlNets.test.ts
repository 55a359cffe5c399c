import { describe, expect, it } from 'vitest';
import { nodeRuntimeInstalled, openNodeSession } from '../../../e2e/node-runtime/nodeSession';
import { createNodeRuntime } from '../../../e2e/node-runtime/nodeRuntime';
import type { UnetConfig } from '../../packages/configs';
import type { ModelPackage } from '../../packages/modelPackage';
import type { Runtime } from '../runtime';
import { SerialQueue } from '../serialQueue';
import { controlGraph, unetGraph } from '../testing/networkGraphs';
import { Unet } from '../unet/unet';
import { ControlNets } from './controlNets';
import { residualForms } from '../../packages/residualForms';

const config: UnetConfig = { sample_size: 8, in_channels: 4, block_out_channels: [4, 8], layers_per_block: 1 };
const forms = residualForms(config);
const residualInputs = Object.fromEntries(
  forms.map(({ channels }, k) => [k === 4 ? 'mid' : `down_${k}`, ['float32', ['batch', channels, 'h', 'w']] as const]),
);
const residuals = forms.map((form, k) => ({ ...form, name: k === 4 ? 'mid' : `down_${k}`, value: 1 }));

describe.skipIf(!nodeRuntimeInstalled)('ControlNets of a package', () => {
  async function open(takesGuides: boolean, names: readonly string[]) {
    const unet = new Unet(await openNodeSession(unetGraph(takesGuides ? { extra: residualInputs } : {}), 'UNet'), config);
    const log: string[] = [];
    const modelPackage = {
      title: 'Mine',
      parts: ['unet', ...names.map((name) => `controlnet/${name}`)],
      sizeBytes: () => null,
      readPart: (part: string) => {
        log.push(`open ${part}`);
        return Promise.resolve({
          graph: controlGraph({ residuals: part.endsWith('foreign') ? residuals.slice(1) : residuals, scale: null }),
          external: [],
        });
      },
    } as unknown as ModelPackage;
    const node = createNodeRuntime();
    const runtime: Runtime = {
      ...node,
      createSession: async (model) => {
        const session = await node.createSession(model);
        const release = session.release.bind(session);
        session.release = () => {
          log.push('release');
          return release();
        };
        return session;
      },
    };
    return { log, nets: new ControlNets(modelPackage, runtime, new SerialQueue(), unet.residuals) };
  }
  const quiet = (): void => undefined;

  it('are opened when a run names them, kept for the next, and let go when it does not', async () => {
    const { nets, log } = await open(true, ['canny', 'depth']);
    expect(nets.names).toEqual(['canny', 'depth']);
    expect((await nets.take([], quiet)).size).toBe(0);
    expect([...(await nets.take(['canny', 'canny'], quiet)).keys()]).toEqual(['canny']);
    await nets.take(['canny'], quiet);
    expect(log).toEqual(['open controlnet/canny']);
    expect([...(await nets.take(['depth'], quiet)).keys()]).toEqual(['depth']);
    expect(log).toEqual(['open controlnet/canny', 'release', 'open controlnet/depth']);
    await nets.release();
    expect(log.at(-1)).toBe('release');
  });

  it('cannot guide a UNet without inputs for them, which is said in a sentence', async () => {
    const { nets, log } = await open(false, ['canny']);
    expect(nets.names).toEqual([]);
    expect(() => nets.check(['canny'])).toThrow(/UNet of “Mine” was exported without inputs for guides/);
    expect(() => nets.check([])).not.toThrow();
    await expect(nets.take(['canny'], quiet)).rejects.toMatchObject({ code: 'package-unsupported' });
    expect(log).toEqual([]);
  });

  it('that a package does not have are named, with those that it has', async () => {
    const { nets } = await open(true, ['canny', 'depth']);
    expect(() => nets.check(['pose'])).toThrow(
      expect.objectContaining({
        code: 'bad-recipe',
        message: expect.stringContaining('“pose”') as string,
        hint: expect.stringContaining('canny, depth') as string,
      }) as Error,
    );
  });

  it('of another family are released again', async () => {
    const { nets, log } = await open(true, ['foreign']);
    await expect(nets.take(['foreign'], quiet)).rejects.toMatchObject({ code: 'package-unsupported' });
    expect(log).toEqual(['open controlnet/foreign', 'release']);
  });
});
