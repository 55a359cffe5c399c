import { createStoreClient, type StoreClient } from '../engine/storeClient';
import { accessTokens } from './accessTokens';

let client: StoreClient | null = null;

/** The studio's one store of packages, started when first needed. */
export function studioStore(): StoreClient {
  client ??= createStoreClient(undefined, accessTokens);
  return client;
}
