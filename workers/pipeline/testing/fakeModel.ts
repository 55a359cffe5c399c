import { guide, isGuided } from '../../diffusion/guidance';
import { stableConfig } from '../../diffusion/testing/testRuns';
import type { Conditioning } from '../../diffusion/contracts';
import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import type { RunGuide } from '../../runtime/guides/runGuides';
import { gatherPreviewFit } from '../../runtime/latentPreview';
import { meanCells } from '../../runtime/meanCells';
import { previewCard } from '../../runtime/previewCard';
import type { EncodedPrompt } from '../../runtime/text/encodedPrompt';
import type { EditModel } from '../editModel';

const channels = 4;
const scaleFactor = 8;

/** How often each network was called. */
export interface Calls {
  texts: number;
  encodings: number;
  predictions: number;
  decodings: number;
}

export interface FakeModel extends EditModel {
  readonly calls: Calls;
  /** All latents that were decoded, in order: what a run came to, to the last bit. */
  readonly decoded: Float32Array[];
}

interface FakeOptions {
  /** What the predictions become before they are returned: to let them go wrong. */
  readonly spoil?: (prediction: Float32Array) => void;
  readonly spoilEncoding?: (latents: Float32Array) => void;
  readonly scheduler?: Readonly<Record<string, unknown>>;
  /** Added to every decoded value: an autoencoder that shifts colours. */
  readonly shift?: number;
}

/** Networks that cost nothing and are not linear, so that a step left out, taken twice or in another order shows in every bit. */
export function fakeModel({ spoil, spoilEncoding, scheduler = {}, shift = 0 }: FakeOptions = {}): FakeModel {
  const calls: Calls = { texts: 0, encodings: 0, predictions: 0, decodings: 0 };
  const decoded: Float32Array[] = [];
  const encode = (picture: Tensor): Tensor => {
    const { data, shape } = meanCells(picture, scaleFactor);
    const plane = data.length / 3;
    const out = new Float32Array(channels * plane);
    for (let i = 0; i < out.length; i++)
      out[i] = Math.tanh(
        (data[i % plane] as number) * (1 + (i % 3)) +
          0.7 * (data[plane + (i % plane)] as number) -
          (data[2 * plane + ((i * 5) % plane)] as number),
      );
    return { data: out, shape: [1, channels, shape[2] ?? 0, shape[3] ?? 0] };
  };
  const predictWith = (
    guides: readonly RunGuide[],
    latents: Tensor,
    timestep: number,
    conditioning: Conditioning<EncodedPrompt>,
  ): Promise<Tensor> => {
    calls.predictions += 1;
    const lead = guides.reduce((sum, { picture, weight }) => sum + weight * (picture.data[0] ?? 0), 0);
    const one = (prompt: EncodedPrompt): Tensor => {
      const words = prompt.hidden.data;
      const { data, shape } = latents;
      const width = shape[3] ?? 1;
      const size = data.length / (shape[0] ?? 1);
      const values = data.map((value, at) => {
        const i = at % size;
        const first = at - i;
        const beside = data[first + ((i + 1) % size)] as number;
        const below = data[first + ((i + width) % size)] as number;
        const word = words[i % words.length] as number;
        return 0.6 * value + 0.3 * Math.tanh(beside * below + word) + 0.1 * Math.cos(timestep / 150) * Math.sin(3 * below + word + lead);
      });
      return { data: values, shape };
    };
    const conditional = one(conditioning.conditional);
    const out = isGuided(conditioning)
      ? guide(conditional, one(conditioning.unconditional), conditioning.guidanceScale, conditioning.guidanceRescale)
      : conditional;
    spoil?.(out.data);
    return Promise.resolve(out);
  };
  return {
    calls,
    decoded,
    modelPackage: {
      id: 'tiny',
      title: 'Tiny',
      sha256: null,
      scheduler: { _class_name: 'DDIMScheduler', ...stableConfig, ...scheduler },
      geometry: { nativeSize: { width: 64, height: 64 }, sizeMultiple: 16, scaleFactor, latentChannels: channels },
    },
    provider: 'cpu',
    drawsPosterior: false,
    guidanceForm: 'pair',
    fit: () => Promise.resolve(),
    takesBeside: 'nothing',
    withoutScale: (latents) => latents,
    requireRun: (_, nets) => {
      if (nets.some((name) => name !== 'edges')) throw new Fault('bad-recipe', 'There is no such ControlNet.', 'Remove the guide.');
    },
    encodeTexts: (texts) => {
      calls.texts += 1;
      return Promise.resolve(
        texts.map(({ text }) => ({
          hidden: {
            data: Float32Array.from({ length: 7 }, (_, i) =>
              Math.sin((i + 1) * [...text].reduce((sum, letter, at) => sum + letter.charCodeAt(0) * (at + 1), 1)),
            ),
            shape: [1, 1, 7],
          },
          pooled: null,
          timeIds: null,
        })),
      );
    },
    encodePicture: (picture) => {
      calls.encodings += 1;
      const latents = encode(picture);
      spoilEncoding?.(latents.data);
      return Promise.resolve(latents);
    },
    decodeLatents: ({ data, shape }) => {
      calls.decodings += 1;
      decoded.push(data);
      const [, , height = 0, width = 0] = shape;
      const plane = height * width;
      const full = { width: width * scaleFactor, height: height * scaleFactor };
      const out = new Float32Array(3 * full.width * full.height);
      for (let i = 0; i < out.length; i++) {
        const channel = Math.floor(i / (full.width * full.height));
        const at = i % (full.width * full.height);
        const cell = Math.floor(Math.floor(at / full.width) / scaleFactor) * width + Math.floor((at % full.width) / scaleFactor);
        out[i] = Math.tanh((data[channel * plane + cell] as number) + 0.2 * (data[3 * plane + cell] as number)) + shift;
      }
      return Promise.resolve({ data: out, shape: [1, 3, full.height, full.width] });
    },
    previewFit: () => {
      const card = previewCard({ width: 64, height: 64 });
      return Promise.resolve(gatherPreviewFit(encode(card), meanCells(card, scaleFactor)));
    },
    startRun: (guides) =>
      Promise.resolve({
        denoiser: { predict: (latents, timestep, conditioning) => predictWith(guides, latents, timestep, conditioning) },
        end: () => undefined,
      }),
  };
}
