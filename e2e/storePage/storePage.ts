import { proxy, wrap } from 'comlink';
import type { OnStoreProgress, StoreApi, StoreProgress } from '../../workers/protocol/store';

/** What tests find in the page. The page is built by the tests alone and never shipped. */
export interface StoreWindow {
  readonly store: StoreApi;
  readonly told: StoreProgress[];
  readonly listen: OnStoreProgress;
}

const worker = new Worker(new URL('../../workers/store.worker.ts', import.meta.url), { type: 'module', name: 'store' });
const told: StoreProgress[] = [];
const page: StoreWindow = { store: wrap<StoreApi>(worker), told, listen: proxy((progress: StoreProgress) => void told.push(progress)) };
Object.assign(window, page);
