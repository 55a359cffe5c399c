import { beforeEach, expect, it } from 'vitest';
import type { PackageSummary } from '../../../workers/protocol/engine';
import { fillMap, openPicture, setArea, setSettings } from '../../document/commands';
import { emptyDocument, type Settings } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { createFakeEngine } from '../../engine/fakeEngine';
import { packageStore } from '../../models/packageStore';
import { startedJob } from '../jobStore';
import { kindOfRun, runTimesStore } from '../runTimes';
import { queueProgress } from './queueTime';
import type { QueuedRun } from './runQueue';

const state = () => documentStore.getState();
const summary = (): PackageSummary => packageStore.getState().summary!;
const area = { x: 0, y: 0, width: 32, height: 24, modelWidth: 128, modelHeight: 128 };

/** An edit of ten steps, but for what is said. */
const run = (change: Partial<Settings> = {}, more: Partial<QueuedRun> = {}): QueuedRun => ({
  id: crypto.randomUUID(),
  frozen: { ...state(), settings: { ...state().settings, ...change } },
  group: null,
  sweep: null,
  ...more,
});
const at = (step: number, secondsLeft: number | null = null) => ({
  ...startedJob('run', 'document'),
  ...{ phase: 'denoising' as const, step, steps: 10, secondsLeft },
});
const queue = (done: QueuedRun[], current: QueuedRun | null, waiting: QueuedRun[]) => ({ done, current, waiting, held: false });

beforeEach(async () => {
  documentStore.setState(emptyDocument, true);
  openPicture({ width: 32, height: 24, rgba: new Uint8Array(32 * 24 * 4), icc: null, name: 'p' }, crypto.randomUUID());
  fillMap(255);
  setArea(area);
  setSettings({ steps: 10, guidance: 4 });
  const engine = createFakeEngine();
  packageStore.setState({ summary: await engine.load({ id: 'x', baseUrl: '/' }), fault: null, loading: null });
  runTimesStore.setState({ times: {} });
});

it('a queue is as far as its evaluations, and has no time before one was measured', () => {
  expect(queueProgress(queue([], null, []), null)).toBeNull();
  expect(queueProgress(queue([], run(), []), at(5))).toEqual({ share: 0.5, secondsLeft: null });
  expect(queueProgress(queue([run()], run(), [run({ steps: 20 })]), at(5))?.share).toBeCloseTo(15 / 40);
  expect(queueProgress(queue([], run(), [run()]), { ...at(0), phase: 'loading', loadedBytes: 9, totalBytes: 10 })?.share).toBe(0);
});

it('tells when all is done by what runs of each kind took, and by the running one itself', () => {
  const kind = kindOfRun(summary(), area, state().settings, 0);
  runTimesStore.setState({ times: { [kind]: { evaluation: 0.5, around: 2 } } });
  expect(queueProgress(queue([], run(), [run(), run({ steps: 20 })]), at(5, 3))?.secondsLeft).toBe(3 + 7 + 12);
  expect(queueProgress(queue([], run(), [run()]), at(5))?.secondsLeft).toBe(3.5 + 7);
  expect(queueProgress(queue([], null, [run()]), null)?.secondsLeft).toBe(7);
  // Without a pair of predictions it is another kind.
  expect(queueProgress(queue([], run(), [run({ guidance: 1 })]), at(5, 3))?.secondsLeft).toBeNull();
});

it('counts seeds that are computed together once, so that the share never falls', () => {
  const [first, ...others] = [1, 2, 3].map((seed) => run({ seed }, { group: 'g', ...(seed === 1 && { alongside: [2, 3] }) }));
  const share = (progress: ReturnType<typeof queueProgress>) => progress?.share;
  expect(share(queueProgress(queue([], first!, others), at(5)))).toBe(0.5);
  expect(share(queueProgress(queue([first!], others[0]!, others.slice(1)), at(1)))).toBe(1);
});
