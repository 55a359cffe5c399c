// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { keymapStore, keysOf, resetAllKeys } from '../../actions/keymap';
import { actionById, actions } from '../../actions/registry';
import { draw, freshStudio } from '../testing/freshStudio';
import { ShortcutSheet } from './ShortcutSheet';

const user = userEvent.setup();
const keys = (label: string) => screen.getByRole('button', { name: `Keys of ${label}` });

beforeEach(() => {
  freshStudio();
  resetAllKeys();
  draw(<ShortcutSheet open actions={actions} onClose={vi.fn()} />);
});

it('takes the next press as an action’s keys, says who has them already, and puts them back', async () => {
  await user.click(keys('Live editing'));
  expect(keys('Live editing').textContent).toBe('Press keys…');
  await user.keyboard('{Control>}k{/Control}');
  expect(keysOf(actionById('live'))).toEqual(['mod+k']);
  expect(screen.getByText('also: Commands')).toBeTruthy();
  await user.click(keys('Live editing'));
  await user.keyboard('{Backspace}');
  expect([keysOf(actionById('live')), keys('Live editing').textContent]).toEqual([[], 'none']);
  await user.click(screen.getByRole('button', { name: 'Own keys of Live editing again' }));
  expect(keymapStore.getState().keys).toEqual({});
});

it('brings in a file of keys, and gives actions without keys some', async () => {
  const file = new File([JSON.stringify({ app: 'sfumato', kind: 'keymap', version: 1, keys: { models: ['F4'] } })], 'keys.json', {
    type: 'application/json',
  });
  await user.upload(document.querySelector<HTMLInputElement>('input[aria-label="Import keys"]')!, file);
  await vi.waitFor(() => expect(keysOf(actionById('models'))).toEqual(['F4']));
  await user.type(screen.getByRole('searchbox', { name: 'Find a shortcut' }), 'what runs where');
  await user.click(keys('What runs where'));
  await user.keyboard('{F7}');
  expect(keysOf(actionById('capabilities'))).toEqual(['F7']);
  await user.click(screen.getByRole('button', { name: 'All as they were' }));
  expect(keymapStore.getState().keys).toEqual({});
});
