import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clipGraph } from '../../../workers/networks/clip/clipGraph';
import { controlNetGraph } from '../../../workers/networks/controlnet/controlNetGraph';
import { decoderGraph, encoderGraph } from '../../../workers/networks/autoencoder/autoencoderGraph';
import { tinyDecoderGraph, tinyEncoderGraph } from '../../../workers/networks/autoencoder/tinyAutoencoderGraph';
import type { GraphModel } from '../../../workers/networks/graph/graphModel';
import { strengthInput } from '../../../workers/networks/lora/strengths';
import { plainOptions, type GraphOptions } from '../../../workers/networks/options';
import { unetGraph } from '../../../workers/networks/unet/unetGraph';
import { attentionForm } from '../../../workers/packages/checkpoint/attentionForm';
import { sideBytes } from '../../../workers/packages/checkpoint/sideBytes';
import { Fault } from '../../../workers/protocol/faults';
import type { LoraTable } from '../../../workers/protocol/loraModules';
import type { Tensor } from '../../../workers/protocol/tensor';
import type { TensorView } from '../../../workers/protocol/tensorView';
import { loraTables } from '../../../workers/weights/lora/loraTables';
import { openWeights } from '../../../workers/weights/identify/openWeights';
import type { CheckpointParts } from '../../../workers/weights/identify/parts';
import type { Case } from '../caseFile';
import { byteFile, folderFiles } from '../files/folderFiles';
import { need } from '../readCase';
import type { CasePlace } from '../runFolder';
import { invertedText } from './inversions';
import { networkInputs } from './networkInputs';
import { outputError } from './outputError';
import { runGraph, type WeightBytes } from './runGraph';

/** `network`: what a part of a file or folder computes, as the studio reads and builds it. @returns the error by the case's measure. */
export async function network(given: Case, { folder, salt }: CasePlace): Promise<number> {
  const inputs = networkInputs(need(given, 'inputs'), salt);
  const networks = await openCase(folder, need(given, 'open'));
  const part = need(given, 'part');
  const loras = await loraChanges(given, folder, networks);
  const options = { ...optionsOf(given), loras };
  const inverted = await invertedText(given, folder, networks);
  if (inverted) inputs.set('input_ids', inverted.ids);
  const guides = await controlResiduals(given, folder, inputs);
  const outputs = Object.keys(given.expected);
  const { graph, names } = build(networks, part, options, outputs, { guided: guides.size > 0, embeddings: inverted?.vectors ?? [] });
  const fed = new Map([...inputs, ...guides].map(([name, value]): [string, Tensor] => [name === 'latent' ? 'latent_sample' : name, value]));
  (given.loras ?? []).forEach(({ strength }, i) => fed.set(strengthInput(i), { data: Float32Array.of(strength), shape: [1] }));
  const got = await runGraph(graph, weightBytes(folder), fed);
  const named = new Map(
    outputs.map((name) => [name, got.get(names[name] ?? name)] as const).filter((entry): entry is [string, Tensor] => !!entry[1]),
  );
  if (inverted) named.set('input_ids', inverted.ids);
  const mean = named.get('mean');
  if (mean) named.set('mean', firstHalf(mean));
  return outputError(given.expected, named, need(given, 'measure'));
}

/** The tables of a case's LoRAs for its part; each must change as many of its modules as the case says. */
async function loraChanges({ loras = [], part }: Case, folder: string, networks: CheckpointParts): Promise<readonly LoraTable[]> {
  const tables: LoraTable[] = [];
  for (const { file, modules } of loras) {
    const found = await loraTables(await byteFile(folder, file), networks);
    const name = part === 'text_encoder' || part === 'text_encoder_2' ? part : 'unet';
    if (found.modules[name] !== modules)
      throw new Fault('unexpected', `“${file}” changes ${found.modules[name]} modules instead of ${modules}.`);
    tables.push(found.tables[name]);
  }
  return tables;
}

async function openCase(folder: string, open: string): Promise<CheckpointParts> {
  const opened = await openWeights(open === '.' ? await folderFiles(folder) : [await byteFile(folder, open)]);
  if ('networks' in opened) return opened.networks;
  throw new Fault('unexpected', `“${open}” holds no network.`);
}

function weightBytes(folder: string): WeightBytes {
  return {
    file: (path) => readFile(join(folder, path)),
    sideFile: async (jobs) => sideBytes(jobs, await folderFiles(folder)),
  };
}

function optionsOf(given: Case): GraphOptions {
  const precision = need(given, 'precision');
  return {
    ...plainOptions,
    // As the studio does on the processor, on which cases are run.
    attention: attentionForm({ provider: 'wasm' }, 512, 8),
    compute: precision === 'fp16' ? 'fp16' : 'fp32',
    weights: precision === 'q8' || precision === 'q4' ? precision : 'as-is',
  };
}

interface Built {
  readonly graph: GraphModel;
  /** The graph's names of outputs that the cases call otherwise. */
  readonly names: Readonly<Record<string, string>>;
}

function build(
  { unet, controlNet, vae, tinyVae, textEncoder, textEncoder2 }: CheckpointParts,
  part: string,
  options: GraphOptions,
  outputs: readonly string[],
  { guided, embeddings }: { readonly guided: boolean; readonly embeddings: readonly TensorView[] },
): Built {
  const text = part === 'text_encoder_2' ? textEncoder2 : textEncoder;
  if (part === 'unet' && unet)
    return { graph: unetGraph(unet.network, unet.weights, { ...options, controlResiduals: guided }), names: { sample: 'out_sample' } };
  if (part === 'controlnet' && controlNet) return { graph: controlNetGraph(controlNet.network, controlNet.weights, options), names: {} };
  if (part === 'vae_encoder' && vae)
    return { graph: encoderGraph(vae.network, vae.weights, options), names: { mean: 'latent_parameters' } };
  if (part === 'vae_decoder' && vae) return { graph: decoderGraph(vae.network, vae.weights, options), names: {} };
  if (part === 'taesd_encoder' && tinyVae)
    return { graph: tinyEncoderGraph(tinyVae.network, tinyVae.weights, options), names: { latent: 'latent_sample' } };
  if (part === 'taesd_decoder' && tinyVae) return { graph: tinyDecoderGraph(tinyVae.network, tinyVae.weights, options), names: {} };
  if (part.startsWith('text_encoder') && text) {
    const wanted = {
      last: outputs.includes('last_hidden_state'),
      penultimate: outputs.includes('penultimate'),
      penultimateNormed: outputs.includes('penultimate_normed'),
      pooled: outputs.includes('text_embeds'),
    };
    return {
      graph: clipGraph(text.network, text.weights, { ...options, outputs: wanted, embeddings }),
      names: { penultimate: `hidden_states.${text.network.layers - 1}` },
    };
  }
  throw new Fault('unexpected', `What was opened has no “${part}”.`);
}

/** The residuals of a case's ControlNets, added up, by the names that the UNet takes them by. */
async function controlResiduals(
  { controls = [], precision }: Case,
  folder: string,
  inputs: ReadonlyMap<string, Tensor>,
): Promise<ReadonlyMap<string, Tensor>> {
  const sums = new Map<string, Tensor>();
  for (const { open, controlnet_cond: picture, conditioning_scale: scale } of controls) {
    const { controlNet } = await openCase(folder, open);
    if (!controlNet) throw new Fault('unexpected', `“${open}” is no ControlNet.`);
    const fed = new Map(inputs)
      .set('controlnet_cond', needInput(inputs, picture))
      .set('conditioning_scale', { data: Float32Array.of(scale), shape: [1] })
      .set('sample', firstChannels(needInput(inputs, 'sample'), controlNet.network.inChannels));
    const options: GraphOptions = { ...plainOptions, compute: precision === 'fp16' ? 'fp16' : 'fp32' };
    const answers = await runGraph(controlNetGraph(controlNet.network, controlNet.weights, options), weightBytes(folder), fed);
    for (const [name, residual] of answers) {
      const input = name.replace('res_sample', 'additional_residual');
      const before = sums.get(input);
      sums.set(input, before ? { ...residual, data: residual.data.map((value, i) => value + (before.data[i] ?? 0)) } : residual);
    }
  }
  return sums;
}

function needInput(inputs: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const found = inputs.get(name);
  if (!found) throw new Fault('bad-recipe', `The case has no input “${name}”.`);
  return found;
}

/** Of a batch of pictures their first channels. */
function firstChannels({ data, shape }: Tensor, channels: number): Tensor {
  const [batch = 1, all = 1, ...sides] = shape;
  const plane = sides.reduce((product, side) => product * side, 1);
  const out = new Float32Array(batch * channels * plane);
  for (let i = 0; i < batch; i++) out.set(data.subarray(i * all * plane, (i * all + channels) * plane), i * channels * plane);
  return { data: out, shape: [batch, channels, ...sides] };
}

/** Of mean and logarithm of the variance the mean. */
function firstHalf(parameters: Tensor): Tensor {
  return firstChannels(parameters, (parameters.shape[1] ?? 0) / 2);
}
