// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { followShownResult } from '../../canvas/followShownResult';
import { frameCanvas } from '../../document/canvas/canvasCommands';
import { fillMap, setSettings } from '../../document/commands';
import { documentStore } from '../../document/documentStore';
import { undo } from '../../document/history';
import { generate } from '../../generation/generate';
import { sceneExtras } from '../../generation/recipe/sceneExtras';
import { showResult } from '../../generation/staging';
import { draw, freshStudio } from '../testing/freshStudio';
import { LayersPanel } from '../panels/LayersPanel';
import { Filmstrip } from './Filmstrip';

const state = () => documentStore.getState();
const shot = (number: number) => screen.getByRole<HTMLButtonElement>('button', { name: `Show result ${number}` });
const results = () => within(screen.getByRole('list', { name: 'Results' })).queryAllByRole('listitem');
const user = userEvent.setup();

/** Three results, which differ in seed and steps. */
async function three(): Promise<void> {
  fillMap(255);
  for (const [seed, steps] of [
    [4, 3],
    [9, 3],
    [9, 8],
  ] as const) {
    setSettings({ seed, steps, seedLocked: true });
    await generate();
  }
}

describe('the filmstrip', () => {
  beforeEach(async () => {
    freshStudio();
    await three();
    draw(<Filmstrip />);
  });

  it('lists the newest first, shows it, and says in words how the others differ from it', async () => {
    expect(results()).toHaveLength(3);
    expect([3, 2, 1].map((number) => shot(number).getAttribute('aria-pressed'))).toEqual(['true', 'false', 'false']);
    expect([2, 1].map((number) => shot(number).getAttribute('aria-description'))).toEqual(['steps 8 → 3', 'seed 9 → 4, steps 8 → 3']);
    await user.click(shot(1));
    expect(shot(1).getAttribute('aria-pressed')).toBe('true');
    expect(shot(2).getAttribute('aria-description')).toBe('seed 4 → 9');
    await user.click(shot(1));
    expect(screen.queryByRole('button', { name: /Accept/ })).toBeNull();
  });

  it('accepts and discards the shown one alone, and both can be taken back', async () => {
    await user.click(shot(2));
    await user.click(screen.getByRole('button', { name: 'Accept' }));
    await act(async () => undefined);
    expect(state().layers.map(({ resultId }) => resultId)).toEqual([state().results[1]?.id]);
    await user.click(shot(2));
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Accepted' }).disabled).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Discard' }));
    expect(results()).toHaveLength(2);
    act(undo);
    expect(results()).toHaveLength(3);
    act(undo);
    expect(state().layers).toEqual([]);
  });

  it('keeps to the starred ones on request', async () => {
    const only = screen.getByRole<HTMLButtonElement>('button', { name: 'Only starred' });
    expect(only.disabled).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Star' }));
    await user.click(only);
    expect(results()).toHaveLength(1);
    expect(shot(3).getAttribute('aria-description')).toContain('starred');
    await user.click(screen.getByRole('button', { name: 'Star' }));
    expect(results()).toHaveLength(3);
  });

  it('shows the picture before for as long as the button, or a key on it, is held', () => {
    const before = () => sceneExtras.getState().before;
    const stop = followShownResult();
    const [newest] = state().results;
    act(() => showResult(newest!.id));
    const button = screen.getByRole('button', { name: 'Show before' });
    fireEvent.pointerDown(button);
    expect(before()).toBe(true);
    fireEvent.pointerUp(button);
    expect(before()).toBe(false);
    fireEvent.keyDown(button, { key: ' ' });
    expect(before()).toBe(true);
    fireEvent.blur(button);
    expect(before()).toBe(false);
    stop();
  });

  it('says of a result whose place was cut off that it is, until Undo', () => {
    act(() => frameCanvas({ x: 0, y: 0, width: 4, height: 4 }, { fill: 'edges', noise: 0, seed: 1 }));
    expect(shot(3).disabled).toBe(false);
    act(() => frameCanvas({ x: -60, y: 0, width: 62, height: 4 }, { fill: 'edges', noise: 0, seed: 1 }));
    act(() => frameCanvas({ x: 0, y: 0, width: 20, height: 4 }, { fill: 'edges', noise: 0, seed: 1 }));
    expect(shot(3).disabled).toBe(true);
    expect(shot(3).getAttribute('aria-description')).toBe('its place was cut off');
    act(undo);
    expect(shot(3).disabled).toBe(false);
  });
});

it('an accepted result is a layer: hidden, renamed, moved, made fainter and removed', async () => {
  freshStudio();
  await three();
  draw(
    <>
      <Filmstrip />
      <LayersPanel />
    </>,
  );
  for (const number of [1, 2]) {
    await user.click(shot(number));
    await user.click(screen.getByRole('button', { name: 'Accept' }));
    await act(async () => undefined);
  }
  const names = () => state().layers.map(({ name }) => name);
  expect(names()).toEqual(['Result 1', 'Result 2']);
  await user.click(screen.getByRole('button', { name: 'Hide Result 1' }));
  expect(state().layers[0]?.visible).toBe(false);
  await user.click(screen.getByRole('button', { name: 'Select Result 1' }));
  await user.click(screen.getByRole('button', { name: 'Bring Result 1 forward' }));
  expect(names()).toEqual(['Result 2', 'Result 1']);
  const opacity = screen.getByRole('spinbutton', { name: 'Layer opacity value' });
  await user.clear(opacity);
  await user.type(opacity, '40{Enter}');
  expect(state().layers[1]?.opacity).toBe(0.4);
  screen.getByRole('button', { name: 'Select Result 1' }).focus();
  await user.keyboard('{F2}');
  const field = screen.getByRole('textbox', { name: 'Name of Result 1' });
  await user.clear(field);
  await user.type(field, 'Sky{Enter}');
  expect(names()).toEqual(['Result 2', 'Sky']);
  await user.click(screen.getByRole('button', { name: 'Remove Sky' }));
  expect(names()).toEqual(['Result 2']);
});
