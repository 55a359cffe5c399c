// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../workers/protocol/faults';
import { fillMap, setArea, setSetting, setSettings } from '../../document/commands';
import { documentStore } from '../../document/documentStore';
import { historyStore, undo } from '../../document/history';
import { markRun } from '../../document/runMark';
import { createFakeEngine } from '../../engine/fakeEngine';
import { packageStore } from '../../models/packageStore';
import { handInEngine } from '../../models/studioEngine';
import { followLive } from '../../generation/live/followLive';
import { jobStore } from '../../generation/jobStore';
import { runAreaStore } from '../../generation/recipe/runArea';
import { runTimesStore } from '../../generation/runTimes';
import { draw, freshStudio } from '../testing/freshStudio';
import { MethodSettings } from './methods/MethodSettings';
import { RunSection } from './RunSection';

const state = () => documentStore.getState();
const go = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Generate' });
const user = userEvent.setup();

describe('the run on screen', () => {
  beforeEach(() => void freshStudio());

  it('says why it cannot run, and what is offered makes it possible', async () => {
    draw(<RunSection dock={false} />);
    expect(go().disabled).toBe(true);
    expect(screen.getByText(/Paint where it may change/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Change everything' }));
    expect(state().changeMap?.read(3, 3)).toBe(255);
    expect(go().disabled).toBe(false);
    act(() => setSetting('method', 'exemplar-blend'));
    expect(go().disabled).toBe(true);
    expect(screen.getByRole('button', { name: 'Add exemplar' })).toBeTruthy();
  });

  it('is one press: progress and Cancel take the place of Generate, and a second press changes nothing', async () => {
    const engine = freshStudio();
    let end = (): void => undefined;
    const held = new Promise<void>((resolve) => (end = resolve));
    handInEngine({ ...engine, run: (...given) => held.then(() => engine.run(...given)) });
    fillMap(255);
    draw(<RunSection dock={false} />);
    await user.dblClick(go());
    const progress = screen.getByRole('progressbar', { name: 'Generation' });
    expect(within(progress).getByRole('status', { name: 'Progress' }).textContent).not.toBe('');
    expect(screen.queryByRole('button', { name: 'Generate' })).toBeNull();
    end();
    expect(await screen.findByText('Accept or discard it, or go on from here.')).toBeTruthy();
    expect([engine.runs.length, go().disabled]).toEqual([1, false]);
  });

  it('runs by itself while Live is on, says what was computed, and keeps the seed', async () => {
    const engine = freshStudio();
    const stop = followLive();
    fillMap(255);
    draw(<RunSection dock={false} />);
    const live = screen.getByRole('switch', { name: 'Live' });
    expect(live.getAttribute('aria-checked')).toBe('false');
    await user.click(live);
    expect(await screen.findByText('Live: 1 of 1 computed.')).toBeTruthy();
    expect([live.getAttribute('aria-checked'), engine.runs.length]).toEqual(['true', 1]);
    expect(screen.getByRole('button', { name: new RegExp(`seed ${state().settings.seed}$`) })).toBeTruthy();
    await user.click(live);
    expect(screen.getByText('Accept or discard it, or go on from here.')).toBeTruthy();
    stop();
  });

  it('says how long it will take once one was measured here, and what it computes before', async () => {
    runTimesStore.setState({ times: {} });
    const step = (n: number) => ({ event: { type: 'step', step: n, steps: 3, stage: null, secondsLeft: null, preview: null } }) as const;
    freshStudio({ run: [step(1), { waitMs: 20 }, step(2), { waitMs: 20 }, step(3)] });
    fillMap(255);
    setSettings({ steps: 40 });
    draw(
      <>
        <RunSection dock={false} />
        <MethodSettings />
      </>,
    );
    expect(screen.queryByText(/ here\./)).toBeNull();
    await user.click(go());
    await screen.findByText('Accept or discard it, or go on from here.');
    expect(screen.getByText('40 evaluations.')).toBeTruthy();
    act(() => setSettings({ method: 'automatic-map' }));
    expect(screen.getByText(/^\d+ evaluations: \d+ comparing, \d+ encoding, \d+ decoding\.$/)).toBeTruthy();
    act(() => {
      jobStore.setState({ shownId: null });
      runAreaStore.setState({ area: state().area });
    });
    expect(await screen.findByText(/(Under 1|About \d+) s here\.$/)).toBeTruthy();
  });

  it('offers a sharper area, which one click takes', async () => {
    fillMap(255);
    setArea({ x: 0, y: 0, width: 32, height: 24, modelWidth: 16, modelHeight: 16 });
    draw(<RunSection dock={false} />);
    act(() => runAreaStore.setState({ area: state().area, frozen: true, sharperBy: 2 }));
    await user.click(await screen.findByRole('button', { name: 'Sharper: 2×' }));
    expect(state().area).toBeNull();
    act(() => runAreaStore.setState(runAreaStore.getInitialState(), true));
  });

  it('is cancelled by its button without a word of failure', async () => {
    freshStudio({ run: [{ waitMs: 5000 }] });
    fillMap(255);
    draw(<RunSection dock={false} />);
    await user.click(go());
    const cancel = await screen.findByRole<HTMLButtonElement>('button', { name: 'Cancel' });
    await user.click(cancel);
    await waitFor(() => expect(go().disabled).toBe(false));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(state().results).toEqual([]);
  });

  it('tells a failed run in both sentences, and the next one takes them away', async () => {
    freshStudio({ run: [{ fault: new Fault('out-of-memory', 'The memory is used up.', 'Close other tabs.') }] });
    fillMap(255);
    draw(<RunSection dock={false} />);
    await user.click(go());
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toBe('The memory is used up.Close other tabs.');
    handInEngine(createFakeEngine());
    await user.click(go());
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('offers the model again where it could not be loaded', async () => {
    const engine = freshStudio({ load: [] });
    fillMap(255);
    act(() => packageStore.setState({ fault: { code: 'network', message: 'The model could not be fetched.', hint: '' } }));
    draw(<RunSection dock={false} />);
    expect(screen.getByRole('alert').textContent).toContain('could not be fetched');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(go().disabled).toBe(false));
    expect([engine.runs.length, packageStore.getState().summary?.title]).toEqual([0, 'Scripted']);
  });

  it('offers an interrupted run again with the settings that it had, or leaves it', async () => {
    const engine = freshStudio();
    fillMap(255);
    setSettings({ steps: 7, prompt: 'a lake' });
    const mark = { documentId: state().documentId, settings: state().settings };
    setSetting('steps', 30);
    draw(<RunSection dock={false} />);
    expect(screen.queryByRole('group', { name: 'Interrupted edit' })).toBeNull();
    act(() => markRun(mark));
    await user.click(screen.getByRole('button', { name: 'Leave it' }));
    expect([state().runMark, screen.queryByRole('group', { name: 'Interrupted edit' })]).toEqual([null, null]);
    act(() => markRun(mark));
    await user.click(screen.getByRole('button', { name: 'Run it again' }));
    await waitFor(() => expect(engine.runs).toHaveLength(1));
    expect([engine.runs[0]?.steps, engine.runs[0]?.prompt]).toEqual([7, 'a lake']);
    act(undo);
    expect(state().settings.steps).toBe(30);
  });

  it('takes the prompt as it is typed, in one step of the history for each pause', async () => {
    draw(<RunSection dock={false} />);
    const before = historyStore.getState().labels.length;
    await user.type(screen.getByRole('textbox', { name: 'Prompt' }), '“Deer”, 3 of them');
    expect(state().settings.prompt).toBe('“Deer”, 3 of them');
    expect(historyStore.getState().labels.length).toBe(before + 1);
  });

  it('asks for a reference prompt where the method compares two, and nowhere else', () => {
    draw(<RunSection dock={false} />);
    expect(screen.queryByRole('textbox', { name: 'Reference prompt' })).toBeNull();
    act(() => setSetting('method', 'automatic-map'));
    expect(screen.getByRole('textbox', { name: 'Reference prompt' })).toBeTruthy();
  });
});
