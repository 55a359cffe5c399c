// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { isOtherVersion, watchVersion } from './newVersion';

const page = (script: string) =>
  `<!doctype html><script src="/theme.js"></script><script type="module" crossorigin src="/assets/${script}.js"></script>`;
/** As much of a document as is asked for. */
const running = (script: string | null) =>
  ({ querySelector: () => (script === null ? null : { getAttribute: () => `/assets/${script}.js` }) }) as unknown as ParentNode;

it('notices that the page now names another script', () => {
  expect(isOtherVersion(running('index-a'), page('index-b'))).toBe(true);
  expect(isOtherVersion(running('index-a'), page('index-a'))).toBe(false);
});

it('takes no other page for a new version', () => {
  expect(isOtherVersion(running('index-a'), 'Please sign in to this network')).toBe(false);
  expect(isOtherVersion(running(null), page('index-a'))).toBe(false);
});

const everyMs = 1000;
let stop: () => void = () => undefined;
beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(document, 'querySelector').mockImplementation((wanted) => running('index-a').querySelector(wanted));
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('asks the server where nothing keeps the files, and offers a new version once', async () => {
  const offer = vi.fn<(take: () => void) => void>();
  const fetchPage = vi.fn(() => Promise.resolve<string | null>(page('index-a')));
  const reload = vi.fn();
  stop = watchVersion(offer, { keep: () => () => Promise.resolve(false), fetchPage, reload, everyMs });
  window.dispatchEvent(new Event('online'));
  expect(fetchPage).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(everyMs);
  expect([fetchPage.mock.calls.length, offer.mock.calls.length]).toEqual([1, 0]);
  fetchPage.mockResolvedValue(page('index-b'));
  await vi.advanceTimersByTimeAsync(3 * everyMs);
  expect(offer).toHaveBeenCalledOnce();
  offer.mock.calls[0]?.[0]();
  expect(reload).toHaveBeenCalledOnce();
});

it('leaves the looking to what keeps the files, and passes on what it found', async () => {
  const offer = vi.fn<(take: () => void) => void>();
  const fetchPage = vi.fn(() => Promise.resolve(page('index-b')));
  const take = vi.fn();
  let found: (take: () => void) => void = () => undefined;
  const look = vi.fn(() => Promise.resolve(true));
  stop = watchVersion(offer, { keep: (onNew) => ((found = onNew), look), fetchPage, everyMs });
  await vi.advanceTimersByTimeAsync(2 * everyMs);
  expect([look.mock.calls.length, fetchPage.mock.calls.length]).toEqual([2, 0]);
  found(take);
  found(take);
  expect(offer).toHaveBeenCalledOnce();
  offer.mock.calls[0]?.[0]();
  expect(take).toHaveBeenCalledOnce();
});
