import { proxy, wrap, type Remote } from 'comlink';
import type { EngineApi } from '../../workers/protocol/engine';
import type { StoreApi } from '../../workers/protocol/store';
import { testEdit } from '../../workers/pipeline/testing/testEdit';
import { autoencoderParameters } from '../../workers/weights/configurations/autoencoderParameters';
import { clipParameters } from '../../workers/weights/configurations/clipParameters';
import { unetParameters } from '../../workers/weights/configurations/unetParameters';
import { headerBytes } from '../../workers/weights/testing/madeFile';
import { smallText, smallUnet } from '../../workers/weights/testing/smallModel';
import { valueOf } from './valueOf';

/** What the bench asks of the page, step by step, measuring the processes meanwhile. */
export interface BigCheckpointPage {
  /** Writes the file to where a handle reaches it, as though it lay on the computer; its length in bytes. */
  write(): Promise<number>;
  /** Starts the workers and the runtime, which is the baseline. */
  start(): Promise<void>;
  /** Takes the file in as a drop does; bytes that the store then holds beside its records. */
  take(): Promise<number>;
  open(): Promise<void>;
  /** One evaluation, decoded and pasted. */
  edit(): Promise<void>;
  remove(): Promise<void>;
}

const id = 'import:big';
const silent = (): void => undefined;
const folderName = 'on this computer';
const pieceBytes = 32 * 1024 * 1024;

interface Tensor {
  readonly dtype: 'F32' | 'F16';
  readonly shape: readonly number[];
}

/**
 * A checkpoint of Stable Diffusion 1's build, somewhat narrower: the UNet in single precision, which every adapter takes as it lies, the
 * text encoder in half precision.
 */
function parameters(): ReadonlyMap<string, Tensor> {
  const unet = { ...smallUnet, blockOutChannels: [256, 512, 1024, 1024] };
  const vae = {
    ...{ blockOutChannels: [32, 32, 64, 64], layersPerBlock: 2, latentChannels: 4, normGroups: 32 },
    ...{ quantConv: true, postQuantConv: true, midAttention: true },
  };
  const named = (head: string, dtype: Tensor['dtype'], shapes: ReadonlyMap<string, readonly number[]>): [string, Tensor][] =>
    [...shapes].map(([name, shape]) => [`${head}.${name}`, { dtype, shape }]);
  return new Map([
    ...named('unet', 'F32', unetParameters(unet)),
    ...named('vae', 'F32', autoencoderParameters(vae)),
    ...named('text_encoder', 'F16', clipParameters({ ...smallText, layers: 12, mlpWidth: 3072 })),
  ]);
}

const bytesOf = { F32: 4, F16: 2 } as const;

/** The file's beginning, and how many bytes of each type follow it, one behind the other. */
function header(): { readonly head: Uint8Array; readonly dataBytes: Readonly<Record<Tensor['dtype'], number>> } {
  const dataBytes = { F32: 0, F16: 0 };
  const entries = [...parameters()].map(([name, { dtype, shape }]) => {
    const begin = dataBytes.F32 + dataBytes.F16;
    const sizeBytes = shape.reduce((product, side) => product * side, bytesOf[dtype]);
    dataBytes[dtype] += sizeBytes;
    return [name, { dtype, shape, data_offsets: [begin, begin + sizeBytes] }] as const;
  });
  return { head: headerBytes(JSON.stringify(Object.fromEntries(entries))), dataBytes };
}

/** Small numbers of both signs, to be written again and again. */
function noise(dtype: Tensor['dtype']): Uint8Array<ArrayBuffer> {
  const wave = (i: number): number => Math.sin(i * 12.9898 + Math.sin(i * 0.37) * 7);
  const numbers =
    dtype === 'F32'
      ? Float32Array.from({ length: pieceBytes / 4 }, (_, i) => 0.03 * wave(i))
      : // Halves from 2⁻⁶ to 2⁻⁵, by their bits.
        Uint16Array.from({ length: pieceBytes / 2 }, (_, i) => (wave(i) < 0 ? 0x8000 : 0) | 0x2400 | ((i * 40503) & 0x3ff));
  return new Uint8Array(numbers.buffer);
}

/** The studio's own workers, driven as the studio drives them. Called in a page by `scripts/bench/bigCheckpoint.ts`. */
export function bigCheckpointPage(): BigCheckpointPage {
  const store: Remote<StoreApi> = wrap(
    new Worker(new URL('../../workers/store.worker.ts', import.meta.url), { type: 'module', name: 'store' }),
  );
  const engine: Remote<EngineApi> = wrap(
    new Worker(new URL('../../workers/diffusion.worker.ts', import.meta.url), { type: 'module', name: 'diffusion' }),
  );
  const handle = async (): Promise<FileSystemFileHandle> => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(folderName, { create: true });
    return folder.getFileHandle('big.safetensors', { create: true });
  };
  return {
    async write() {
      const { head, dataBytes } = header();
      const stream = await (await handle()).createWritable();
      await stream.write(head.slice());
      for (const dtype of ['F32', 'F16'] as const) {
        const piece = noise(dtype);
        for (let left = dataBytes[dtype]; left > 0; left -= pieceBytes) await stream.write(piece.subarray(0, Math.min(pieceBytes, left)));
      }
      await stream.close();
      return head.length + dataBytes.F32 + dataBytes.F16;
    },
    async start() {
      await valueOf(engine.capabilities('webgpu'));
      await valueOf(store.list());
    },
    async take() {
      const lasting = await handle();
      const files = [{ path: 'big.safetensors', file: await lasting.getFile(), handle: lasting }];
      const label = { id, title: 'big', family: null, licence: null, name: 'big', choices: { precision: 'fp32' } } as const;
      await valueOf(store.importPackage({ ...label, source: { kind: 'files', files } }, proxy(silent)));
      const device = { provider: 'webgpu', shaderF16: false } as const;
      await valueOf(store.prepare({ packageId: id, device, choices: label.choices }, proxy(silent)));
      return keptBytes();
    },
    async open() {
      const { title, files, checkpoint } = await valueOf(store.open(id));
      await valueOf(engine.load({ id, baseUrl: `kept:${id}`, kept: { title, files }, ...(checkpoint && { checkpoint }) }, proxy(silent)));
    },
    async edit() {
      const { recipe, blobs } = await testEdit({ width: 64, height: 64 }, { package: { id, sha256: null }, steps: 1, guidance: 1 });
      await valueOf(engine.run('1', recipe, blobs, proxy(silent)));
    },
    async remove() {
      await valueOf(store.remove(id));
      await (await navigator.storage.getDirectory()).removeEntry(folderName, { recursive: true });
    },
  };
}

/** Bytes of the packages' files without the records that say what they are. */
async function keptBytes(): Promise<number> {
  const packages = await (await navigator.storage.getDirectory()).getDirectoryHandle('packages');
  let sum = 0;
  for await (const folder of (packages as unknown as { values(): AsyncIterable<FileSystemDirectoryHandle> }).values())
    for await (const entry of (folder as unknown as { values(): AsyncIterable<FileSystemFileHandle> }).values())
      if (!entry.name.startsWith('manifest')) sum += (await entry.getFile()).size;
  return sum;
}
