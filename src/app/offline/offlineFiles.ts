/** The browser's caches; undefined outside secure contexts, whatever the types say. */
const cachesHere = (): CacheStorage | undefined => (globalThis as { readonly caches?: CacheStorage }).caches;

/** How many bytes the studio's own files take that are kept for use without a network. */
export async function offlineBytes(caches = cachesHere()): Promise<number> {
  let sum = 0;
  for (const name of (await caches?.keys()) ?? []) {
    const cache = await caches?.open(name);
    for (const request of (await cache?.keys()) ?? []) {
      const response = await cache?.match(request);
      const announced = Number(response?.headers.get('content-length') ?? NaN);
      sum += Number.isFinite(announced) ? announced : ((await response?.blob())?.size ?? 0);
    }
  }
  return sum;
}

/** Gives those files up: the studio then needs the network again, until a later visit keeps them anew. */
export async function removeOffline(caches = cachesHere(), workers = navigator.serviceWorker as ServiceWorkerContainer | undefined) {
  for (const registration of (await workers?.getRegistrations()) ?? []) await registration.unregister();
  for (const name of (await caches?.keys()) ?? []) await caches?.delete(name);
}
