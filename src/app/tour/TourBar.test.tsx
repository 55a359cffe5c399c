// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportedStore } from '../../actions/exportFiles';
import { enterTour, startTour, tourStore } from '../../actions/tour';
import { setDivider } from '../../canvas/viewStore';
import { fillMap, openPicture, setSetting } from '../../document/commands';
import { emptyDocument } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { clearHistory } from '../../document/history';
import { createFakeEngine } from '../../engine/fakeEngine';
import { generate } from '../../generation/generate';
import { jobStore } from '../../generation/jobStore';
import { handInEngine } from '../../models/studioEngine';
import { TourBar } from './TourBar';

const said = () => screen.getByRole('status').textContent;
const stage = () => tourStore.getState().stage;

beforeEach(() => {
  handInEngine(createFakeEngine());
  clearHistory();
  documentStore.setState(emptyDocument, true);
  jobStore.setState({ running: null, fault: null, shownId: null });
  openPicture({ width: 32, height: 24, rgba: new Uint8Array(32 * 24 * 4).fill(9), icc: null, name: 'p' }, crypto.randomUUID());
});
afterEach(() => {
  cleanup();
  tourStore.setState({ stage: null });
  setDivider(0);
});

describe('the guided tour', () => {
  it('goes on by what is done, from the first stroke to the exported file', async () => {
    enterTour('offer');
    render(<TourBar />);
    fireEvent.click(screen.getByRole('button', { name: 'Show me' }));
    expect(said()).toMatch(/^Paint Brush over/);
    act(() => fillMap(255));
    expect([stage(), screen.getByText('2 of 5')]).toEqual(['generate', expect.anything()]);
    await act(generate);
    expect(said()).toMatch(/^Compare .*Show before/);
    act(() => setDivider(0.4));
    expect(said()).toMatch(/^Touch up Paint/);
    act(() => {
      fillMap(200);
      setSetting('seed', 3);
    });
    expect(said()).toMatch(/^Touch up Press Generate again/);
    await act(generate);
    expect(said()).toMatch(/^Export/);
    act(() => exportedStore.setState({ count: exportedStore.getState().count + 1 }));
    fireEvent.click(screen.getByRole('button', { name: 'Close the tour' }));
    expect([stage(), screen.queryByRole('region', { name: 'Guided tour' })]).toEqual([null, null]);
  });

  it('is declined by one press, skipped by another or by Escape, and ends where the picture goes', () => {
    const { container } = render(<TourBar />);
    expect(container.textContent).toBe('');
    for (const leave of ['No, thanks', 'Skip the tour']) {
      act(() => enterTour(leave === 'No, thanks' ? 'offer' : 'compare'));
      fireEvent.click(screen.getByRole('button', { name: leave }));
      expect(stage()).toBeNull();
    }
    act(() => enterTour('paint'));
    fireEvent.keyDown(screen.getByRole('button', { name: 'Skip the tour' }), { key: 'Escape' });
    expect(stage()).toBeNull();
    act(() => enterTour('paint'));
    act(() => documentStore.setState(emptyDocument, true));
    expect(stage()).toBeNull();
  });

  it('begins from the menu with the picture that is there', async () => {
    render(<TourBar />);
    await act(startTour);
    expect([stage(), documentStore.getState().picture?.name]).toEqual(['paint', 'p']);
  });
});
