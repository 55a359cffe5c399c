// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { addModifier } from '../../changemap/modifierCommands';
import { fillMap } from '../../document/commands';
import { documentStore } from '../../document/documentStore';
import { undo } from '../../document/history';
import { addMap } from '../../document/mapCommands';
import { draw, freshStudio } from '../testing/freshStudio';
import { MapPanel } from './MapPanel';

const user = userEvent.setup();
const state = () => documentStore.getState();
const first = () => state().maps[0]!;

describe('the change map on screen', () => {
  beforeEach(() => {
    freshStudio();
    draw(<MapPanel />);
  });

  it('is inverted and cleared as a whole, each one step of the history', async () => {
    await user.click(screen.getByRole('button', { name: 'Invert' }));
    expect(state().changeMap?.read(3, 3)).toBe(255);
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    expect(state().changeMap?.read(3, 3)).toBe(0);
    act(undo);
    expect(state().changeMap?.read(3, 3)).toBe(255);
    act(undo);
    expect(state().changeMap?.read(3, 3)).toBe(0);
  });

  it('has its edges softened by a modifier that comes and goes with the slider', async () => {
    act(() => fillMap(255));
    const width = screen.getByRole('spinbutton', { name: 'Soften edges value' });
    await user.clear(width);
    await user.type(width, '6{Enter}');
    expect(first().modifiers.map(({ modifier }) => modifier)).toEqual([{ kind: 'feather', sigmaPx: 6, direction: 'both' }]);
    await user.clear(width);
    await user.type(width, '0{Enter}');
    expect(first().modifiers).toEqual([]);
  });

  it('has modifiers that are switched off, changed, moved and removed', async () => {
    act(() => {
      addModifier(first().id, 'grow');
      addModifier(first().id, 'maximum');
    });
    const fold = screen.getByRole('button', { name: /^Modifiers/ });
    if (fold.getAttribute('aria-expanded') === 'false') await user.click(fold);
    await user.click(screen.getByRole('button', { name: 'Switch Grow off' }));
    expect(first().modifiers.map(({ enabled }) => enabled)).toEqual([false, true]);
    await user.click(screen.getByRole('button', { name: 'Maximum strength' }));
    const most = screen.getByRole('spinbutton', { name: 'At most value' });
    await user.clear(most);
    await user.type(most, '40{Enter}');
    expect(first().modifiers[1]?.modifier).toEqual({ kind: 'maximum', strength: 0.4 });
    await user.click(screen.getByRole('button', { name: 'Move Maximum strength up' }));
    await user.click(screen.getByRole('button', { name: 'Remove Grow' }));
    expect(first().modifiers.map(({ modifier }) => modifier.kind)).toEqual(['maximum']);
  });

  it('may be one of several: they are chosen, hidden and taken away', async () => {
    act(() => void addMap('Sky'));
    const maps = () => within(screen.getByRole('list', { name: 'Maps' }));
    const below = first().name;
    await user.click(maps().getByRole('button', { name: `Paint on ${below}` }));
    expect(state().target).toEqual({ of: 'scene', id: first().id });
    await user.click(maps().getByRole('button', { name: `Hide ${below}` }));
    expect(first().visible).toBe(false);
    await user.click(maps().getByRole('button', { name: 'Paint on Sky' }));
    await user.click(screen.getByRole('button', { name: 'Remove Sky' }));
    expect(state().maps.map(({ name }) => name)).toEqual([below]);
  });
});
