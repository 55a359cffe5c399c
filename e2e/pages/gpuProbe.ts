import type { BrowserContext, Page, Worker } from '@playwright/test';

/** What the probe leaves in the worker's global scope. */
interface Probe {
  device: GPUDevice | null;
  /** Buffers that were made and not yet destroyed. */
  live: number;
  made: number;
}

/**
 * Puts a probe in front of the diffusion worker's script as it is served: it counts GPU buffers and keeps hold of the
 * device. Nothing of it is in the studio itself. @param shader changes the GPU's programs, to play a broken driver.
 */
export async function probeWorker(context: BrowserContext, shader: readonly [find: string, replace: string] | null = null): Promise<void> {
  await context.route('**/assets/diffusion.worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${install.toString()})(${JSON.stringify(shader)});\n${await response.text()}` });
  });
}

/** Runs in the worker: must not use anything around it. */
function install(shader: readonly [string, string] | null): void {
  const probe: Probe = { device: null, live: 0, made: 0 };
  Reflect.set(globalThis, 'probe', probe);
  const request = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (descriptor) {
    probe.device = await request.call(this, descriptor);
    return probe.device;
  };
  const create = GPUDevice.prototype.createBuffer;
  const alive = new WeakSet<GPUBuffer>();
  GPUDevice.prototype.createBuffer = function (descriptor) {
    const buffer = create.call(this, descriptor);
    alive.add(buffer);
    probe.live += 1;
    probe.made += 1;
    return buffer;
  };
  const destroy = GPUBuffer.prototype.destroy;
  GPUBuffer.prototype.destroy = function () {
    if (alive.delete(this)) probe.live -= 1;
    return destroy.call(this);
  };
  if (shader === null) return;
  const compile = GPUDevice.prototype.createShaderModule;
  GPUDevice.prototype.createShaderModule = function (descriptor) {
    return compile.call(this, { ...descriptor, code: descriptor.code.replaceAll(shader[0], shader[1]) });
  };
}

/** The diffusion worker that lives now: the last of those that were started. */
function diffusionWorker(page: Page): Worker {
  const worker = page
    .workers()
    .filter((one) => one.url().includes('diffusion.worker'))
    .at(-1);
  if (!worker) throw new Error('The diffusion worker is not running.');
  return worker;
}

export function loseDevice(page: Page): Promise<void> {
  return diffusionWorker(page).evaluate(() => (Reflect.get(globalThis, 'probe') as { device: GPUDevice | null }).device?.destroy());
}

/** GPU buffers that exist at the moment, and how many were ever made. */
export function gpuBuffers(page: Page): Promise<{ live: number; made: number }> {
  return diffusionWorker(page).evaluate(() => {
    const { live, made } = Reflect.get(globalThis, 'probe') as { live: number; made: number };
    return { live, made };
  });
}
