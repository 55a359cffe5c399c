import { proxy, wrap, type Remote } from 'comlink';
import type { EngineApi } from '../../workers/protocol/engine';
import type { OpenedPackage, StoreApi, WantedFile } from '../../workers/protocol/store';
import { valueOf } from './valueOf';

/** What the bench asks of the page, step by step, measuring the processes meanwhile. */
export interface BigPackagePage {
  download(baseUrl: string, files: readonly { readonly path: string; readonly sizeBytes: number }[]): Promise<void>;
  /** Starts the diffusion worker and its runtime, which is the baseline of opening. */
  start(): Promise<void>;
  /** Opens the package from the disk; nothing of it goes over the network. */
  open(): Promise<readonly string[]>;
  remove(): Promise<void>;
}

const id = 'big';
const silent = (): void => undefined;

/** The studio's own workers, driven as the studio drives them. Called in a page by `scripts/bench/bigPackage.ts`. */
export function bigPackagePage(): BigPackagePage {
  const store: Remote<StoreApi> = wrap(
    new Worker(new URL('../../workers/store.worker.ts', import.meta.url), { type: 'module', name: 'store' }),
  );
  const engine: Remote<EngineApi> = wrap(
    new Worker(new URL('../../workers/diffusion.worker.ts', import.meta.url), { type: 'module', name: 'diffusion' }),
  );
  return {
    async download(baseUrl, files) {
      const wanted: WantedFile[] = files.map(({ path, sizeBytes }) => ({
        path,
        url: new URL(path, baseUrl).href,
        sizeBytes,
        sha256: null,
        gitSha1: null,
      }));
      await valueOf(
        store.begin({ id, title: 'Big', family: null, licence: null, origin: { kind: 'url', baseUrl }, files: wanted }, proxy(silent)),
      );
    },
    async start() {
      await valueOf(engine.capabilities('webgpu'));
    },
    async open() {
      const opened: OpenedPackage = await valueOf(store.open(id));
      const summary = await valueOf(
        engine.load({ id, baseUrl: `kept:${id}`, kept: { title: opened.title, files: opened.files } }, proxy(silent)),
      );
      return (summary.parts ?? []).map(({ verdict }) => verdict);
    },
    async remove() {
      await valueOf(store.remove(id));
    },
  };
}
