import { expect, it } from 'vitest';
import { hasNewVersion } from './newVersion';

const page = (script: string) =>
  `<!doctype html><script src="/theme.js"></script><script type="module" crossorigin src="/assets/${script}.js"></script>`;
/** As much of a document as is asked for. */
const running = (script: string | null) =>
  ({ querySelector: () => (script === null ? null : { getAttribute: () => `/assets/${script}.js` }) }) as unknown as ParentNode;

it('notices that the page now names another script', async () => {
  expect(await hasNewVersion(running('index-a'), () => Promise.resolve(page('index-b')))).toBe(true);
  expect(await hasNewVersion(running('index-a'), () => Promise.resolve(page('index-a')))).toBe(false);
});

it('offers nothing where the server answers with nothing, or with something else', async () => {
  expect(await hasNewVersion(running('index-a'), () => Promise.resolve(null))).toBe(false);
  expect(await hasNewVersion(running('index-a'), () => Promise.resolve('Please sign in to this network'))).toBe(false);
  expect(await hasNewVersion(running(null), () => Promise.resolve(page('index-a')))).toBe(false);
});
