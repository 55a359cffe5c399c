// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Fault } from '../../../workers/protocol/faults';
import { setSettings } from '../../document/commands';
import { documentStore } from '../../document/documentStore';
import { undo } from '../../document/history';
import type { FakeScript } from '../../engine/fakeEngine';
import { findStore, openFinding, setFoundPoint } from '../../generation/finding/findStore';
import { addPose } from '../../guides/addGuides';
import { guideViewStore } from '../../guides/guideView';
import { draw, freshStudio } from '../testing/freshStudio';
import { FindPanel } from './FindPanel';

vi.mock('../../changemap/mapWorker', async () => {
  const { inProcessMaps } = await import('../../changemap/testing/inProcessMaps');
  const client = inProcessMaps();
  return { mapWorker: () => client };
});

const user = userEvent.setup();
const state = () => documentStore.getState();
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const differs = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };

/** The place, open, with both sentences written. */
function open(script: FakeScript = { differs }) {
  const engine = freshStudio(script);
  findStore.setState(findStore.getInitialState(), true);
  openFinding();
  ask('a red house', 'a blue house');
  draw(<FindPanel />);
  return engine;
}

const ask = (referencePrompt: string, prompt: string) =>
  act(() => setSettings({ prompt, automaticMap: { ...state().settings.automaticMap, referencePrompt } }));

async function look() {
  await user.click(screen.getByRole('button', { name: /^Look/ }));
  await screen.findByRole('button', { name: 'Look again' });
}

describe('finding what to change', () => {
  beforeEach(() => findStore.setState(findStore.getInitialState(), true));

  it('is seen on the picture alone: a guide that was chosen is let go', () => {
    freshStudio();
    addPose();
    expect(guideViewStore.getState().selectedId).not.toBeNull();
    openFinding();
    expect([guideViewStore.getState().selectedId, state().guides.length]).toEqual([null, 1]);
  });

  it('says before what it costs, and after how many noises it took; the second question costs half', async () => {
    const engine = open();
    expect(screen.getByText(/At most 20 evaluations/)).toBeTruthy();
    await look();
    expect(screen.getByText('6 noises, stands still.')).toBeTruthy();
    ask('a red house', 'a green house');
    expect(screen.getByText('At most 10 evaluations.')).toBeTruthy();
    expect(engine.questions).toHaveLength(1);
    expect(engine.questions[0]).toMatchObject({ prompt: 'a blue house', method: { referencePrompt: 'a red house', where: 'texts' } });
  });

  it('makes a map as one step, which settings follow without the model', async () => {
    const engine = open();
    await look();
    await user.click(button('Use this map'));
    await waitFor(() => expect(state().maps.map(({ name }) => name)).toEqual(['Map', 'Found: blue']));
    const [full, none] = [state().changeMap?.read(16, 12), state().changeMap?.read(1, 1)];
    expect([full, none]).toEqual([255, 0]);
    await user.click(screen.getByRole('radio', { name: 'As found' }));
    expect(button('Use this map')).toBeTruthy();
    act(undo);
    expect(state().maps).toHaveLength(1);
    expect(engine.questions).toHaveLength(1);
  });

  it('edits with what was found in one press, by either method', async () => {
    const engine = open();
    await look();
    await user.click(button('Edit with DiffEdit'));
    await waitFor(() => expect(engine.runs).toHaveLength(1));
    expect(engine.runs[0]?.method).toMatchObject({ name: 'automatic-map', where: 'change-map' });
    expect(findStore.getState().open).toBe(false);
  });

  it.each([
    ['a red house', 'a red house', /Both sentences are the same/],
    ['a red house', '', /Say in the prompt/],
  ])('does not look where nothing is asked: %s, %s', (reference, prompt, words) => {
    open();
    ask(reference, prompt);
    expect(button('Look').disabled).toBe(true);
    expect(screen.getByText(words)).toBeTruthy();
  });

  it('says where nearly everything differs, and offers nothing where nothing is left', async () => {
    open({ differs: { x: 0, y: 0, width: 1, height: 1 } });
    act(() => setSettings({ automaticMap: { ...state().settings.automaticMap, clampRatio: 1 } }));
    await look();
    expect(screen.getByRole('status', { name: 'About what was found' }).textContent).toContain('Nearly everything differs, 100 %');
    act(() => setSettings({ automaticMap: { ...state().settings.automaticMap, clampRatio: 20 } }));
    expect(screen.getByRole('status', { name: 'About what was found' }).textContent).toContain('Nothing is left');
    expect(button('Use this map').disabled).toBe(true);
  });

  it('ends with a sentence where the model fails, and looks again', async () => {
    open({ contrast: [{ fault: new Fault('out-of-memory', 'The memory is used up.', 'Close other tabs.') }] });
    await user.click(button('Look'));
    expect((await screen.findByRole('alert')).textContent).toBe('The memory is used up. Close other tabs.');
    expect(button('Look').disabled).toBe(false);
  });

  it('moves the threshold by its handle, and a point keeps what is near it', async () => {
    open();
    await look();
    const before = state().settings.automaticMap.threshold;
    const handle = screen.getByRole('slider', { name: 'Changes from' });
    handle.focus();
    fireEvent.keyDown(handle, { key: 'ArrowRight' });
    expect(state().settings.automaticMap.threshold).toBeGreaterThan(before);
    act(() => setFoundPoint({ x: 16, y: 12 }));
    await user.click(button('Use this map'));
    await waitFor(() => expect(state().maps).toHaveLength(2));
  });
});
