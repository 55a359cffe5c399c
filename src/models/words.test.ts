import { expect, it } from 'vitest';
import type { StoreProgress } from '../../workers/protocol/store';
import { loadingInWords, loadingShare } from './loadingWords';
import { bytesInWords, familyInWords, licenceAddress, progressInWords, shareDone, verifiedSentence } from './words';

const progress: StoreProgress = {
  packageId: 'a',
  stage: 'download',
  doneBytes: 250e6,
  totalBytes: 1.72e9,
  bytesPerSecond: 12.5e6,
  secondsLeft: 118,
};

it('tells bytes in the unit that people would take', () => {
  expect([1, 340_200, 3_440_000, 861_000_000, 1_719_000_000].map(bytesInWords)).toEqual(['1 kB', '341 kB', '3.4 MB', '861 MB', '1.72 GB']);
});

it('tells a job by stage, bytes, speed and time left, and leaves out what is not known', () => {
  expect(progressInWords(progress)).toBe('Downloading · 250 MB of 1.72 GB · 13 MB a second · 1 min 58 s left');
  expect(progressInWords({ ...progress, totalBytes: null, bytesPerSecond: null, secondsLeft: null })).toBe('Downloading · 250 MB');
  expect(progressInWords({ ...progress, stage: 'ask', bytesPerSecond: null, secondsLeft: null })).toBe('Asking for sizes');
  expect(progressInWords({ ...progress, secondsLeft: 4000 })).toContain('1 h 06 min left');
});

it('knows the share done only where the whole is known', () => {
  expect(shareDone(progress)).toBeCloseTo(0.145, 3);
  expect(shareDone({ ...progress, totalBytes: null })).toBeNull();
  expect(shareDone({ ...progress, stage: 'ask' })).toBeNull();
});

it('names every file that is not as it was stored', () => {
  expect(verifiedSentence({ bad: [], readBytes: 5e6 })).toBe('All 5.0 MB are as they were stored.');
  expect(
    verifiedSentence({
      bad: [
        { path: 'a', blocks: [1], lost: false },
        { path: 'b', blocks: [], lost: true },
      ],
      readBytes: 1,
    }),
  ).toBe('2 files are not as stored: “a”, “b”.');
});

it('tells the stages of a loading, the first compilation among them', () => {
  const stage = { phase: 'loading', part: null, loadedBytes: 1e6, totalBytes: 4e6 } as const;
  expect(loadingInWords(stage)).toBe('Reading the model · 1.0 MB of 4.0 MB');
  expect(loadingShare(stage)).toBe(0.25);
  expect(loadingInWords({ ...stage, phase: 'preparing', part: 'UNet' })).toBe(
    'Preparing the UNet for this device; the first time takes longer',
  );
  expect(loadingShare({ ...stage, phase: 'preparing' })).toBeNull();
  expect(loadingInWords({ ...stage, phase: 'checking' })).toContain('computes rightly');
});

it('links a licence only where a hub has it, at the commit that is kept', () => {
  expect(licenceAddress({ kind: 'hub', baseUrl: 'https://hub', repository: 'o/n', revision: 'main', commit: 'abc' })).toBe(
    'https://hub/o/n/tree/abc',
  );
  expect(licenceAddress({ kind: 'import', name: 'x' })).toBeNull();
  expect([familyInWords('sdxl'), familyInWords('Stable Diffusion 1.5')]).toEqual(['SDXL', 'Stable Diffusion 1.5']);
});
