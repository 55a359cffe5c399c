import { expose } from 'comlink';
import { httpSource } from './packages/httpSource';
import { EngineService } from './pipeline/engineService';
import { createBrowserRuntime } from './runtime/browser/browserRuntime';
import { holdLock } from './runtime/browser/holdLock';

expose(
  new EngineService({
    createRuntime: createBrowserRuntime,
    openSource: ({ baseUrl }) => httpSource(baseUrl),
    holdLock,
  }),
);
