// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { methods } from '../../../workers/protocol/methods';
import { closeDialog, dialogStore } from '../../actions/dialogStore';
import { fillMap, setSettings } from '../../document/commands';
import { documentStore } from '../../document/documentStore';
import { undo } from '../../document/history';
import { proposalStore } from '../../generation/methods/methodProposal';
import { kindOfRun, runTimesStore } from '../../generation/runTimes';
import { runAreaStore } from '../../generation/recipe/runArea';
import { addPose } from '../../guides/addGuides';
import { packageStore } from '../../models/packageStore';
import { ensurePackage } from '../../models/studioEngine';
import { RunSection } from '../run/RunSection';
import { RunSettings } from '../run/RunSettings';
import { draw, freshStudio } from '../testing/freshStudio';
import { MethodDialog } from './MethodDialog';

const state = () => documentStore.getState();
const user = userEvent.setup();
const card = (name: string) => within(screen.getByRole('list', { name: 'Methods' })).getByRole('button', { name });

describe('choosing a method', () => {
  beforeEach(async () => {
    freshStudio({ summary: { controlNets: ['openpose'] } });
    proposalStore.setState({ putAway: [] });
    setSettings({ steps: 20 });
    await act(() => ensurePackage());
  });

  it('shows all six with what they need and what they would compute now', () => {
    draw(<MethodDialog open onClose={closeDialog} />);
    expect(screen.getAllByRole('listitem')).toHaveLength(Object.keys(methods).length);
    for (const { label, about, needs } of Object.values(methods)) {
      expect(card(label).textContent).toContain(about);
      expect(card(label).textContent).toContain(needs);
    }
    expect(card('Differential').textContent).toContain('20 evaluations; how long, the first run will tell.');
    expect(card('Automatic map').textContent).toContain('52 evaluations: 20 comparing, 16 encoding, 16 decoding');
    expect(card('Differential').getAttribute('aria-current')).toBe('true');
    for (const img of document.querySelectorAll('img')) expect(img.getAttribute('src')).toMatch(/methods\/[\w-]+-(before|after)\.webp$/);
  });

  it('tells the time where a run of that kind was measured here', () => {
    const { summary } = packageStore.getState();
    const area = { x: 0, y: 0, width: 32, height: 24, modelWidth: 128, modelHeight: 96 };
    runAreaStore.setState({ area });
    runTimesStore.setState({ times: { [kindOfRun(summary!, area, state().settings, 0)]: { evaluation: 0.5, around: 2 } } });
    draw(<MethodDialog open onClose={closeDialog} />);
    expect(card('Differential').textContent).toContain('about 12 s here; 20 evaluations.');
    expect(card('Guided optimisation').textContent).toContain('about 42 s here; 80 evaluations');
  });

  it('takes one by a click and keeps what was written and painted, undoably', async () => {
    setSettings({ prompt: 'a lake', steps: 9 });
    fillMap(90);
    let closed = 0;
    draw(<MethodDialog open onClose={() => (closed += 1)} />);
    await user.click(card('Guided optimisation'));
    expect([state().settings.method, closed]).toEqual(['guided-optimisation', 1]);
    expect([state().settings.prompt, state().settings.steps, state().changeMap?.read(3, 3)]).toEqual(['a lake', 9, 90]);
    act(undo);
    expect(state().settings.method).toBe('differential');
  });

  it('is proposed in one line where a pose was drawn; put away, it does not come back', async () => {
    draw(<RunSection dock={false} />);
    expect(screen.queryByRole('note', { name: 'Proposed method' })).toBeNull();
    act(addPose);
    expect(screen.getByRole('note', { name: 'Proposed method' }).textContent).toBe('You drew a pose:guided optimisation');
    await user.click(screen.getByRole('button', { name: 'Use guided optimisation' }));
    expect(state().settings.method).toBe('guided-optimisation');
    expect(screen.queryByRole('note', { name: 'Proposed method' })).toBeNull();
    act(undo);
    await user.click(screen.getByRole('button', { name: 'Not now' }));
    expect(screen.queryByRole('note', { name: 'Proposed method' })).toBeNull();
  });

  it('opens from the settings of the run, which show only what has a part in the method', async () => {
    draw(<RunSettings />);
    expect(screen.getByRole('slider', { name: 'Global strength' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Choose a method…' }));
    expect(dialogStore.getState().open).toBe('methods');
    act(closeDialog);
    act(() => setSettings({ method: 'guided-optimisation' }));
    expect(screen.queryByRole('slider', { name: 'Global strength' })).toBeNull();
    expect(screen.queryByRole('combobox', { name: 'Scheduler' })).toBeNull();
    act(() => setSettings({ method: 'automatic-map' }));
    expect(screen.getByRole('combobox', { name: 'Scheduler' })).toBeTruthy();
  });
});
