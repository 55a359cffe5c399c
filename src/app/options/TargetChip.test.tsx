// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { documentStore } from '../../document/documentStore';
import { addExemplar, removeExemplar } from '../../document/exemplarCommands';
import { exemplarViewStore } from '../../exemplars/selection';
import { draw, freshStudio } from '../testing/freshStudio';
import { TargetChip } from './TargetChip';

it('names what is painted on, an exemplar and what holds it too, and changes it', async () => {
  freshStudio();
  const user = userEvent.setup();
  const { map } = documentStore.getState().maps[0]!;
  const picture = { width: 4, height: 4, rgba: new Uint8Array(64), name: 'sun.png' };
  const placement = { x: 8, y: 8, scaleX: 1, scaleY: 1, rotation: 0 };
  const id = addExemplar({ name: 'sun.png', picture, crop: { x: 0, y: 0, width: 4, height: 4 }, placement, bandPx: 0, map });
  draw(<TargetChip />);
  const choose = async (name: string) => {
    await user.click(screen.getByRole('button', { name: /^Painting: / }));
    await user.click(await screen.findByRole('button', { name }));
  };
  const chip = () => screen.getByRole('button', { name: /^Painting: / }).getAttribute('aria-label');
  expect(chip()).toBe('Painting: change map');
  await choose('Paint on sun.png');
  expect(chip()).toBe('Painting: sun.png');
  expect(documentStore.getState().target).toEqual({ of: 'exemplar', id });
  expect(exemplarViewStore.getState().selectedId).toBe(id);
  await choose('Hold sun.png');
  expect(chip()).toBe('Painting: sun.png, hold');
  await choose('Paint on sun.png');
  await choose('Paint on sun.png, hold');
  expect(documentStore.getState().target).toEqual({ of: 'hold', id });
  await choose('Paint on change map');
  expect(exemplarViewStore.getState().selectedId).toBeNull();
  await choose('Paint on sun.png');
  act(() => removeExemplar(id));
  expect(chip()).toBe('Painting: change map');
});
