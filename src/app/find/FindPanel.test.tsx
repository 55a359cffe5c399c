// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Fault } from '../../../workers/protocol/faults';
import { fitPlacement } from '../../canvas/viewGeometry';
import { viewStore } from '../../canvas/viewStore';
import { setSettings } from '../../document/commands';
import { documentStore } from '../../document/documentStore';
import { undo } from '../../document/history';
import type { FakeScript } from '../../engine/fakeEngine';
import { findStore, openFinding, questionOf, setFoundPoint } from '../../generation/finding/findStore';
import { addPose } from '../../guides/addGuides';
import { guideViewStore } from '../../guides/guideView';
import { draw, freshStudio } from '../testing/freshStudio';
import { FindOptions } from './FindOptions';
import { FindOverlay } from './FindOverlay';
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

/** Contrast in two places that do not touch, left and right. */
function twoThings() {
  const differences = Float32Array.from({ length: 16 * 12 }, (_, i) => {
    const [x, y] = [i % 16, Math.floor(i / 16)];
    return y > 3 && y < 9 && ((x > 1 && x < 6) || (x > 10 && x < 15)) ? 1 : 0.01;
  });
  return { width: 16, height: 12, differences, area: { x: 0, y: 0, width: 32, height: 24 }, noises: 3, movement: 0.01 };
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

  it('one click near a thing limits what differs to it, until the point is taken away', async () => {
    open({});
    const contrast = twoThings();
    act(() => findStore.setState({ found: { contrast, question: questionOf(state()), steady: true } }));
    draw(
      <>
        <FindOptions />
        <FindOverlay />
      </>,
    );
    const viewport = { width: 320, height: 240, pixelRatio: 1 };
    act(() => viewStore.setState({ viewport, ...fitPlacement({ width: 32, height: 24 }, viewport) }));
    const told = () => Number(/[\d.]+/.exec(screen.getByRole('status', { name: 'What would change' }).textContent)?.[0]);
    const both = told();
    await user.click(button('Only near a point'));
    expect(button('Click near the thing…').getAttribute('aria-pressed')).toBe('true');
    const overlay = screen.getByRole('status', { name: 'What would change' }).parentElement!;
    const { zoom, pan } = viewStore.getState();
    fireEvent.pointerDown(overlay, { button: 0, clientX: pan.x + 26 * zoom, clientY: pan.y + 12 * zoom });
    expect(findStore.getState().point?.x).toBeCloseTo(26, 0);
    expect(told()).toBeLessThan(0.7 * both);
    await user.click(button('Use this map'));
    await waitFor(() => expect(state().maps).toHaveLength(2));
    const map = state().maps.at(-1)!.map;
    expect([map.read(26, 12), map.read(5, 12)]).toEqual([255, 0]);
    act(undo);
    await user.click(button('Near this point: take it away'));
    expect(told()).toBe(both);
  });
});
