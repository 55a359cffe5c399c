export interface OfflineDevice {
  /** Whether WebAssembly can wait for promises by itself: then the smaller of the runtime's WebGPU builds is used. */
  readonly jspi: boolean;
  readonly webgpu: boolean;
}

/**
 * Whether a file of the built studio is kept for use without a network: everything, the starter model too, but those builds of the
 * runtime that this device never loads. The plain build stays as the way back from a graphics device that fails.
 */
export function keptOffline(url: string, { jspi, webgpu }: OfflineDevice): boolean {
  if (!/ort(-wasm|\.)[^/]*\.(wasm|m?js)$/.test(url)) return true;
  if (/\.jspi/.test(url)) return webgpu && jspi;
  if (/\.asyncify|\.webgpu/.test(url)) return webgpu && !jspi;
  return true;
}
