// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineEvent, LedDistances } from '../../../workers/protocol/engine';
import { fillMap, setSettings } from '../../document/commands';
import { initialSettings } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { undo } from '../../document/history';
import { generate } from '../../generation/generate';
import { jobStore } from '../../generation/jobStore';
import { shownResult } from '../../generation/staging';
import { SidePanel } from '../panels/SidePanel';
import { draw, freshStudio } from '../testing/freshStudio';
import { OptimisationSettings } from '../run/methods/OptimisationSettings';

vi.mock('../../changemap/mapWorker', async () => {
  const { inProcessMaps } = await import('../../changemap/testing/inProcessMaps');
  const client = inProcessMaps();
  return { mapWorker: () => client };
});

const state = () => documentStore.getState();
const user = userEvent.setup();
const stages = () => screen.findByRole('list', { name: 'Stages' });

const led = (step: number, distances: LedDistances): EngineEvent => ({
  ...{ type: 'step', step, steps: 20, stage: 'leading', secondsLeft: null, preview: null },
  distances,
});

/** A guided edit whose result is shown. */
async function edited(balance = 0.6): Promise<ReturnType<typeof freshStudio>> {
  const engine = freshStudio();
  fillMap(255);
  setSettings({ method: 'guided-optimisation', seedLocked: true, optimisation: { ...initialSettings.optimisation, balance } });
  await generate();
  draw(<SidePanel sheet={false} />);
  await stages();
  return engine;
}

describe('the stages of a guided edit', () => {
  it('are not there for other edits', async () => {
    freshStudio();
    fillMap(255);
    await generate();
    draw(<SidePanel sheet={false} />);
    expect(shownResult()).not.toBeNull();
    expect(screen.queryByRole('region', { name: 'Stages of the edit' })).toBeNull();
  });

  it('are cards; the guidance image becomes a result of its own, once, with a recipe that ends there', async () => {
    await edited();
    const card = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
    expect(card('Show the result').getAttribute('aria-pressed')).toBe('true');
    await user.click(card('Show the guidance image'));
    expect(state().results).toHaveLength(2);
    const image = shownResult();
    expect(image?.result.recipe.method).toMatchObject({ output: 'guidance-image', balance: 0.6 });
    expect(image?.result.rgba).toEqual(state().results[1]?.guided?.guidanceImage);
    expect(card('Show the guidance image').getAttribute('aria-pressed')).toBe('true');
    await user.click(card('Show the result'));
    await user.click(card('Show the guidance image'));
    expect([state().results.length, shownResult()?.id]).toEqual([2, image?.id]);
  });

  it('the map becomes the change map to paint on, undoably, and says where from then on', async () => {
    await edited();
    act(() => setSettings({ layoutMask: { noises: 2, noiseStrength: 0.5, clampRatio: 3, threshold: 0.1, smoothingCells: 1 } }));
    await user.click(screen.getByRole('button', { name: 'Paint on it' }));
    await waitFor(() => expect(state().maps).toHaveLength(2));
    expect(state().maps[1]).toMatchObject({ name: 'Map of result 1', visible: true });
    expect(state().target).toMatchObject({ of: 'scene', id: state().maps[1]?.id });
    expect([state().settings.layoutMask, shownResult()]).toEqual([null, null]);
    act(undo);
    act(undo);
    expect(state().maps).toHaveLength(1);
  });

  it('refining runs again with all else as it was', async () => {
    const engine = await edited();
    act(() => setSettings({ seed: 99, prompt: 'something else' }));
    await user.click(screen.getByRole('button', { name: 'Refine' }));
    await waitFor(() => expect(engine.runs).toHaveLength(2));
    const [first, second] = engine.runs;
    expect(second).toEqual({ ...first, method: { ...first?.method, refinement: { gradientSteps: 1, updateSteps: 6 } } });
    await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Refined' }).disabled).toBe(true));
  });

  it('without a guidance image its card says so, and the strip tells the background alone', async () => {
    await edited(1);
    expect(within(await stages()).getByText('none: the picture alone leads')).toBeTruthy();
    expect(screen.getByRole('img', { name: 'Background distance 0.50 → 0.20 in 3 steps' })).toBeTruthy();
  });

  it('the strip grows while the edit is led', async () => {
    freshStudio();
    const running = {
      runId: 'r',
      documentId: state().documentId,
      phase: 'denoising',
      part: null,
      loadedBytes: 0,
      totalBytes: null,
    } as const;
    const distances = [led(1, { background: 0.4, guide: 0.2 }), led(2, { background: 0.05, guide: 0.1 })];
    draw(<SidePanel sheet={false} />);
    act(() =>
      jobStore.setState({
        running: {
          ...running,
          ...{ step: 2, steps: 20, stage: 'leading', secondsLeft: null, sweep: null, live: false, cancelling: false },
          distances: distances.flatMap((event) => (event.type === 'step' && event.distances ? [event.distances] : [])),
        },
      }),
    );
    expect(
      await screen.findByRole('img', { name: 'Background distance 0.40 → 0.050 in 2 steps; Guide distance 0.20 → 0.10 in 2 steps' }),
    ).toBeTruthy();
  });
});

describe('the settings of guided optimisation', () => {
  beforeEach(() => {
    freshStudio();
    setSettings({ method: 'guided-optimisation' });
  });

  it('has λ between keeping the picture and following the guide, marked as in the paper', async () => {
    draw(<OptimisationSettings />);
    const slider = screen.getByRole('slider', { name: 'Follow the guide' });
    expect([slider.getAttribute('aria-valuenow'), slider.getAttribute('aria-valuetext')]).toEqual(['40', 'λ 0.6']);
    expect(screen.getByText('as in the paper')).toBeTruthy();
    slider.focus();
    await user.keyboard('{End}');
    expect(state().settings.optimisation.balance).toBe(0);
    await user.keyboard('{Home}');
    expect(state().settings.optimisation.balance).toBe(1);
    expect(screen.getByText('paper: 0.6')).toBeTruthy();
  });

  it('tells the paper’s values and goes back to them', async () => {
    draw(<OptimisationSettings />);
    await user.click(screen.getByRole('button', { name: 'How it is led' }));
    const back = screen.getByRole<HTMLButtonElement>('button', { name: 'The paper’s values' });
    expect(back.disabled).toBe(true);
    const { optimisation } = state().settings;
    act(() => setSettings({ optimisation: { ...optimisation, balance: 0.2, learningRate: 0.5, encodingRatio: 0.7 } }));
    await user.click(back);
    expect(state().settings.optimisation).toEqual({ ...optimisation, balance: 0.2 });
  });
});
