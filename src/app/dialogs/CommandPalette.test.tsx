// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { dialogStore } from '../../actions/dialogStore';
import { SettingsDialog } from '../settings/SettingsDialog';
import { settingsPlaces } from '../settings/settingsPlaces';
import { draw, freshStudio } from '../testing/freshStudio';
import { CommandPalette } from './CommandPalette';

const { openRecent } = vi.hoisted(() => ({ openRecent: vi.fn(() => Promise.resolve()) }));
const picture = { id: 'a', name: 'Harbour.png', leftAtMs: 0 };
vi.mock('../../actions/recentPictures', () => ({
  listRecent: () => Promise.resolve([picture, { ...picture, id: 'b' }]),
  openRecent,
}));

const run = vi.fn();
const close = vi.fn();
const action = { id: 'undo', label: 'Undo', group: 'Edit', keys: [], enabled: () => true, run: () => undefined } as never;

describe('the palette', () => {
  beforeEach(async () => {
    freshStudio();
    vi.clearAllMocks();
    dialogStore.setState({ open: 'commands', page: 'look' });
    await act(async () => draw(<CommandPalette open actions={[action]} onClose={close} onRun={run} />));
  });

  it('finds recent pictures, two of one name too, and opens the chosen one', async () => {
    await userEvent.type(screen.getByRole('combobox'), 'harb');
    expect(await screen.findAllByRole('option', { name: /^Harb/ })).toHaveLength(2);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(openRecent).toHaveBeenCalledWith(expect.objectContaining({ id: 'b' }));
    expect(close).toHaveBeenCalled();
  });

  it('finds settings and opens them on their page', async () => {
    await userEvent.type(screen.getByRole('combobox'), 'freed{Enter}');
    expect(dialogStore.getState()).toEqual({ open: 'settings', page: 'room' });
    expect(run).not.toHaveBeenCalled();
  });

  it('finds commands, and says when there is nothing', async () => {
    await userEvent.type(screen.getByRole('combobox'), 'undo{Enter}');
    expect(run).toHaveBeenCalledWith(action);
    await userEvent.clear(screen.getByRole('combobox'));
    await userEvent.type(screen.getByRole('combobox'), 'qqqq');
    expect(screen.getByText('Nothing of that name.')).toBeTruthy();
  });
});

it.each(settingsPlaces)('$title stands on its page of the settings', async ({ title, page }) => {
  freshStudio();
  dialogStore.setState({ open: 'settings', page });
  await act(async () => draw(<SettingsDialog open onClose={() => undefined} />));
  expect(screen.getAllByText(title).some((found) => found.closest('[role="tabpanel"], [role="tab"]'))).toBe(true);
});
