import { Tensor as OrtTensor, type InferenceSession } from 'onnxruntime-common';
import { describe, expect, it } from 'vitest';
import { folderSource } from '../../../e2e/node-runtime/folderSource';
import { createNodeRuntime } from '../../../e2e/node-runtime/nodeRuntime';
import { nodeRuntimeInstalled, root } from '../../../e2e/node-runtime/nodeSession';
import { openPackage } from '../../packages/openPackage';
import type { ModelPackage, PartName } from '../../packages/modelPackage';
import type { Tensor } from '../../protocol/tensor';
import { loadModel } from '../loadModel';
import { createTokeniser } from '../../packages/tokeniser';

const size = { width: 128, height: 64 };
const latents: Tensor = { data: Float32Array.from({ length: 4 * 8 * 16 }, (_, i) => Math.sin(i / 3)), shape: [1, 4, 8, 16] };
const timestep = 600;
const guidanceScale = 5;

/** The conditioning of SDXL written down once more, straight from its description, on bare sessions. */
class Reference {
  private constructor(
    private readonly files: ModelPackage,
    private readonly sessions: ReadonlyMap<PartName, InferenceSession>,
  ) {}

  static async open(files: ModelPackage): Promise<Reference> {
    const sessions = new Map<PartName, InferenceSession>();
    for (const part of ['unet', ...files.texts.map((text) => text.part)] as const)
      sessions.set(part, await createNodeRuntime().createSession(await files.readPart(part)));
    return new Reference(files, sessions);
  }

  /** Per token the numbers of both encoders' last but one layer; the pooled ones of the last encoder. */
  async encode(text: string): Promise<{ hidden: number[][]; pooled: number[] }> {
    const hidden: number[][] = [];
    let pooled: number[] = [];
    for (const { part, config, tokeniser } of this.files.texts) {
      const ids = createTokeniser(tokeniser, config.max_position_embeddings).encode(text);
      const pad = part === 'text_encoder' ? ids.at(-1)! : 0;
      const filled = [...ids, ...new Array<number>(config.max_position_embeddings - ids.length).fill(pad)];
      const out = await this.sessions.get(part)!.run({ input_ids: new OrtTensor('int64', filled.map(BigInt), [1, filled.length]) });
      const layers = Object.keys(out).filter((name) => name.startsWith('hidden_states.')).length;
      const layer = out[`hidden_states.${layers - 2}`]!;
      const width = layer.dims[2]!;
      const numbers = Array.from(layer.data as Float32Array);
      filled.forEach((_, token) => (hidden[token] = [...(hidden[token] ?? []), ...numbers.slice(token * width, (token + 1) * width)]));
      if (out['text_embeds']) pooled = Array.from(out['text_embeds'].data as Float32Array);
    }
    return { hidden, pooled };
  }

  async predict({ hidden, pooled }: { hidden: number[][]; pooled: number[] }, ids: readonly number[]): Promise<Float32Array> {
    const float = (values: readonly number[] | Float32Array, dims: readonly number[]): OrtTensor =>
      new OrtTensor('float32', Float32Array.from(values), dims);
    const out = await this.sessions.get('unet')!.run({
      sample: float(latents.data, latents.shape),
      timestep: float([timestep], []),
      encoder_hidden_states: float(hidden.flat(), [1, hidden.length, hidden[0]!.length]),
      text_embeds: float(pooled, [1, pooled.length]),
      time_ids: float(ids, [1, ids.length]),
    });
    return out['out_sample']!.data as Float32Array;
  }
}

describe.skipIf(!nodeRuntimeInstalled)('a guided prediction of SDXL is what its description gives', { timeout: 60_000 }, () => {
  const zeros = ({ hidden, pooled }: { hidden: number[][]; pooled: number[] }) => ({
    hidden: hidden.map((row) => row.map(() => 0)),
    pooled: pooled.map(() => 0),
  });
  it.each([
    ['sdxl-base', 'dark', [64, 128, 0, 0, 64, 128], [64, 128, 0, 0, 64, 128], false],
    ['sdxl-base', '', [64, 128, 0, 0, 64, 128], [64, 128, 0, 0, 64, 128], true],
    ['sdxl-refiner', 'dark', [64, 128, 0, 0, 6], [64, 128, 0, 0, 2.5], false],
    ['sdxl-refiner', '', [64, 128, 0, 0, 6], [64, 128, 0, 0, 2.5], false],
  ] as const)('%s, negative prompt “%s”', async (name, negative, idsFor, idsAgainst, zero) => {
    const files = await openPackage(folderSource(`${root}e2e/fixtures/packages/${name}`), name);
    const reference = await Reference.open(files);
    const wanted = await reference.predict(await reference.encode('a red house'), idsFor);
    const against = await reference.encode(negative);
    const unwanted = await reference.predict(zero ? zeros(against) : against, idsAgainst);

    const model = await loadModel(createNodeRuntime(), files, () => undefined);
    const [conditional, unconditional] = await model.encodeTexts(
      [
        { text: 'a red house', negative: false },
        { text: negative, negative: true },
      ],
      size,
    );
    const { denoiser, end } = await model.startRun([], [timestep], () => undefined);
    const out = await denoiser.predict(latents, timestep, {
      conditional: conditional!,
      unconditional: unconditional!,
      guidanceScale,
      guidanceRescale: 0,
    });
    end();
    await model.release();
    const furthest = out.data.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - (unwanted[i]! + guidanceScale * (wanted[i]! - unwanted[i]!)))),
      0,
    );
    expect(furthest).toBeLessThan(1e-4);
    expect(wanted.some((value, i) => Math.abs(value - unwanted[i]!) > 1e-3)).toBe(true);
  });
});
