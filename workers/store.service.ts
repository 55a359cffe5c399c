import { expose } from 'comlink';
import { holdLock } from './runtime/browser/holdLock';
import { createBrowserStore } from './store/browserStore';

expose(createBrowserStore(holdLock));
