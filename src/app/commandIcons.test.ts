import { expect, it } from 'vitest';
import { actions } from '../actions/registry';
import { commandIcon } from './commandIcons';

it('every command that the palette lists has a picture', () => {
  expect(actions.filter((action) => action.id !== 'commands' && !commandIcon(action)).map(({ id }) => id)).toEqual([]);
});
