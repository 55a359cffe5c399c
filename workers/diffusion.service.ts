import { expose } from 'comlink';
import { httpSource } from './packages/httpSource';
import { steadyFetch } from './packages/steadyFetch';
import { EngineService } from './pipeline/engineService';
import { createBrowserRuntime } from './runtime/browser/browserRuntime';
import { clipVocabulary } from './runtime/browser/clipVocabulary';
import { holdLock } from './runtime/browser/holdLock';
import { createVerdictStore } from './runtime/browser/verdictStore';
import { blobSource } from './store/blobSource';
import { openDisk, type StorageManagerLike } from './store/disk/openDisk';
import { madeFiles } from './store/madeFiles';

expose(
  new EngineService({
    createRuntime: createBrowserRuntime,
    openSource: ({ baseUrl, kept }) => (kept ? blobSource(kept) : httpSource(baseUrl, steadyFetch())),
    readVocabulary: clipVocabulary,
    holdLock,
    verdicts: createVerdictStore(),
    // Absent outside secure contexts.
    sides: madeFiles(() => openDisk(navigator.storage as StorageManagerLike | undefined)),
  }),
);
