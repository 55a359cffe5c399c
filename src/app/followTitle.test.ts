// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { emptyDocument } from '../document/documentState';
import { createFakeEngine } from '../engine/fakeEngine';
import { jobStore, startedJob } from '../generation/jobStore';
import { queueStore, type QueuedRun } from '../generation/queue/runQueue';
import { packageStore } from '../models/packageStore';
import { followTitle } from './followTitle';

it('tells of the whole queue, of a single run alone, and of nothing when all is done', async () => {
  const run: QueuedRun = { id: 'a', frozen: emptyDocument, group: null, sweep: null };
  packageStore.setState({ summary: await createFakeEngine().load({ id: 'x', baseUrl: '/' }) });
  const stop = followTitle();
  queueStore.setState({ done: [], current: run, waiting: [], held: false });
  jobStore.setState({ running: { ...startedJob('run', 'document'), phase: 'denoising', step: 3, steps: 10 } });
  expect(document.title).toBe('30 % · Sfumato');
  queueStore.setState({ done: [{ ...run }], waiting: [{ ...run }, { ...run }] });
  expect(document.title).toBe('32 % · 2 more · Sfumato');
  queueStore.setState({ done: [], current: null, waiting: [] });
  jobStore.setState({ running: null });
  expect(document.title).toBe('Sfumato');
  stop();
});
