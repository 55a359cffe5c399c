// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { documentStore } from '../../document/documentStore';
import { undo } from '../../document/history';
import { draw, freshStudio } from '../testing/freshStudio';
import { CanvasSizeDialog } from './CanvasSizeDialog';
import { NewPictureDialog } from './NewPictureDialog';

const user = userEvent.setup();
const size = () => {
  const { picture } = documentStore.getState();
  return picture && [picture.width, picture.height];
};
const closed = vi.fn();

async function type(field: string, value: string): Promise<void> {
  const input = screen.getByRole('spinbutton', { name: field });
  await user.clear(input);
  await user.type(input, `${value}{Enter}`);
}

beforeEach(() => {
  freshStudio();
  closed.mockClear();
});

it('the canvas is extended at one edge: what it becomes is said before, new area may change, and Undo takes it back', async () => {
  draw(<CanvasSizeDialog open onClose={closed} />);
  const go = () => screen.getByRole<HTMLButtonElement>('button', { name: /^(Extend|Crop)$/ });
  expect(go().disabled).toBe(true);
  await type('Right', '8');
  expect(screen.getByRole('status').textContent).toBe('32 × 24 becomes 40 × 24');
  await user.click(go());
  await vi.waitFor(() => expect(closed).toHaveBeenCalled());
  const { changeMap } = documentStore.getState();
  expect([size(), changeMap?.read(36, 4), changeMap?.read(4, 4)]).toEqual([[40, 24], 255, 0]);
  act(undo);
  expect(size()).toEqual([32, 24]);
});

it('a frame without a pixel in it is refused before it is pressed', async () => {
  draw(<CanvasSizeDialog open onClose={closed} />);
  await type('Left', '-40');
  expect(screen.getByRole('status').textContent).toMatch(/^Between 1 and \d+ pixels a side/);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Crop' }).disabled).toBe(true);
});

it('a new picture has the size that was asked for, within the limits, and Undo brings back what was open', async () => {
  draw(<NewPictureDialog open onClose={closed} />);
  await type('Width in pixels', '20');
  await type('Height in pixels', '96');
  await user.click(screen.getByRole('button', { name: 'Make it' }));
  expect(size()).toEqual([64, 96]);
  expect(closed).toHaveBeenCalled();
  act(undo);
  expect(size()).toEqual([32, 24]);
});
