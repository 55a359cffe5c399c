import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { createGpuRuntime, type GpuRuntime } from '../../e2e/node-runtime/gpuRuntime';
import { median, type Measurement } from '../../e2e/perf/measurement';
import type { Bench } from './bench';
import { unetFeeds } from '../../e2e/perf/unetFeeds';

/** Warm steps that are measured. */
const warmSteps = 5;
/** After this long the steps taken must do: on a processor each may take minutes. */
const longEnoughS = 120;
/** Side of the latents where no configuration tells it: that of Stable Diffusion 1. */
const usualSide = 64;

const configSchema = z.looseObject({ sample_size: z.int().positive().default(usualSide) });

/**
 * Seconds a step of the UNets in a folder on the WebGPU provider, cold (the first, which compiles all kernels) and warm,
 * and PyTorch's beside them where it and CUDA are there. Nothing is held to a bar: the figures depend on the card.
 */
export const unetOnGpu: Bench = {
  name: 'gpu',
  title: 'seconds a step of full-size UNets on WebGPU, beside PyTorch in half precision (--gpu DIR)',
  async run({ root, gpuFolder }) {
    if (gpuFolder === null) return [];
    const files = await unetFiles(gpuFolder);
    if (files.length === 0) throw new Error(`There is no UNet below ${gpuFolder}: what is looked for is unet/model.onnx.`);
    const runtime = createGpuRuntime();
    const results: Measurement[] = [];
    for (const file of files) results.push(...(await onWebGpu(runtime, file)), ...inPyTorch(root, file));
    return results;
  },
};

/** Graphs of UNets below a folder: `…/unet/model.onnx`, or any .onnx where there is none of that name. */
async function unetFiles(folder: string): Promise<string[]> {
  const graphs = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.onnx')).sort();
  const unets = graphs.filter((path) => basename(dirname(join(folder, path))) === 'unet');
  return (unets.length > 0 ? unets : graphs).map((path) => join(folder, path));
}

/** How a UNet is called in the table: by its package's folder. */
const nameOf = (file: string): string => (basename(dirname(file)) === 'unet' ? basename(dirname(dirname(file))) : basename(file, '.onnx'));

async function latentSide(file: string): Promise<number> {
  const path = join(dirname(file), 'config.json');
  return existsSync(path) ? configSchema.parse(JSON.parse(await readFile(path, 'utf8'))).sample_size : usualSide;
}

async function onWebGpu(runtime: GpuRuntime, file: string): Promise<Measurement[]> {
  const name = nameOf(file);
  const since = performance.now();
  const session = await runtime.open(file);
  const loadedS = (performance.now() - since) / 1000;
  try {
    const feeds = unetFeeds(session.inputMetadata, await latentSide(file));
    const step = async (): Promise<number> => {
      const began = performance.now();
      const outputs = await session.run(feeds.tensors);
      for (const tensor of Object.values(outputs)) await tensor.getData(true);
      return (performance.now() - began) / 1000;
    };
    const cold = await step();
    const warm: number[] = [];
    const beganWarm = performance.now();
    do warm.push(await step());
    while (warm.length < warmSteps && performance.now() - beganWarm < 1000 * longEnoughS);
    const { size } = await stat(file);
    const detail = `${feeds.words}; loaded in ${loadedS.toFixed(1)} s, graph of ${(size / 2 ** 20).toFixed(0)} MB`;
    return [
      { name: `${name}, WebGPU: first step`, value: cold, unit: 's', bar: null, detail },
      { name: `${name}, WebGPU: warm step`, value: median(warm), unit: 's', bar: null, detail: `median of ${warm.length}` },
    ];
  } finally {
    await session.release();
  }
}

/** PyTorch on CUDA with a network of the same configuration; told what is missing where it cannot be. */
function inPyTorch(root: string, file: string): Measurement[] {
  const name = `${nameOf(file)}, PyTorch fp16: warm step`;
  const config = join(dirname(file), 'config.json');
  const missing = (why: string): Measurement[] => [{ name, value: Number.NaN, unit: 's', bar: null, detail: `not measured: ${why}` }];
  if (!existsSync(config)) return missing('there is no config.json beside the UNet');
  const python = process.env.PYTHON ?? 'python3';
  const { status, stdout, stderr, error } = spawnSync(python, [join(root, 'scripts', 'bench', 'unet_step.py'), config], {
    encoding: 'utf8',
    cwd: join(root, 'training'),
  });
  if (error) return missing(`${python} cannot be started`);
  if (status !== 0) return missing(stderr.trim().split('\n').at(-1) ?? 'it failed');
  const { seconds, device } = JSON.parse(stdout) as { seconds: number; device: string };
  return [{ name, value: seconds, unit: 's', bar: null, detail: device }];
}
