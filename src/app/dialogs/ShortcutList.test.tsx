// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { actions } from '../../actions/registry';
import { draw, freshStudio } from '../testing/freshStudio';
import { ShortcutList } from './ShortcutList';

it('lists every shortcut once, also where two keyboards have it in two places, and finds them by words', () => {
  freshStudio();
  const { container } = draw(<ShortcutList actions={actions} />);
  const keys = [...container.querySelectorAll('dd')].map((row) => (row.textContent ?? '').split('·').map((chord) => chord.trim()));
  expect(keys.length).toBeGreaterThan(20);
  for (const chords of keys) expect(new Set(chords).size).toBe(chords.length);
  fireEvent.change(screen.getByRole('searchbox', { name: 'Find a shortcut' }), { target: { value: 'smaller brush' } });
  expect(container.querySelectorAll('dd')).toHaveLength(1);
});
