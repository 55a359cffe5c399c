import { createRequire } from 'node:module';
import type * as Ort from 'onnxruntime-common';
import type { InferenceSession } from 'onnxruntime-common';

/** Networks on the graphics card, straight from their files. */
export interface GpuRuntime {
  /** Opens a graph and the weights that lie beside it. Throws where it cannot be, and says what is missing where there is no adapter. */
  open(file: string): Promise<InferenceSession>;
}

/**
 * onnxruntime-node's WebGPU provider, the same native one that browsers get. It takes the Vulkan driver's first adapter;
 * VK_ICD_FILENAMES naming Chromium's vk_swiftshader_icd.json makes it compute on the processor.
 */
export function createGpuRuntime(): GpuRuntime {
  const ort = createRequire(import.meta.url)('onnxruntime-node') as typeof Ort;
  return {
    open: (file) =>
      ort.InferenceSession.create(file, { executionProviders: ['webgpu'] }).catch((thrown: unknown) => {
        if (!String(thrown).includes('adapter')) throw thrown;
        throw new Error(
          'ONNX Runtime finds no graphics adapter. It needs the Vulkan loader (libvulkan.so.1) and a driver ' +
            'for the card; Chromium’s folder, named by LD_LIBRARY_PATH, has the former, and its ' +
            'vk_swiftshader_icd.json, named by VK_ICD_FILENAMES, a driver that computes on the processor.',
          { cause: thrown },
        );
      }),
  };
}
