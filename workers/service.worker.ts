import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { createPartialResponse } from 'workbox-range-requests';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { keptOffline } from './offline/keptOffline';

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: readonly (PrecacheEntry | string)[] };

/** Keeps the studio's own files, so that all of it works without a network after one visit. Nothing else passes through it. */
const device = { jspi: 'Suspending' in WebAssembly, webgpu: 'gpu' in navigator };
const entries = self.__WB_MANIFEST.filter((entry) => keptOffline(typeof entry === 'string' ? entry : entry.url, device));

/** A part of a kept file, as downloads that go on ask for it; the network where it is not kept. */
registerRoute(
  ({ request, sameOrigin }) => sameOrigin && request.headers.has('Range'),
  async ({ request }) => {
    const whole = await matchPrecache(request.url);
    return whole ? createPartialResponse(request, whole) : fetch(request);
  },
);
precacheAndRoute([...entries]);
registerRoute(
  new NavigationRoute(async ({ request }) => (await matchPrecache('index.html')) ?? fetch(request), { denylist: [/\/[^/?]+\.[a-z]+$/] }),
);
cleanupOutdatedCaches();

// A new version waits until the page asks for it, so that none is swapped under an edit.
self.addEventListener('message', ({ data }: ExtendableMessageEvent) => {
  if ((data as { readonly type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});
