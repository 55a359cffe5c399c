import { vi } from 'vitest';

/** How long, in milliseconds, a test waits for what will come. Says nothing of speed: on a busy machine a second is short. */
const patienceMs = 30_000;

const { waitFor } = vi;
vi.waitFor = (callback, options) => waitFor(callback, options ?? { timeout: patienceMs });

// Tests with a page ask it by Testing Library, whose own patience is a second.
if ('document' in globalThis) {
  const { configure } = await import('@testing-library/dom');
  configure({ asyncUtilTimeout: patienceMs });
}
