// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Tooltip } from 'radix-ui';
import { beforeEach, expect, it, vi } from 'vitest';
import type { MapFileFacts } from '../../../workers/protocol/pictures';
import { draw, freshStudio } from '../testing/freshStudio';
import { ImportMapDialog } from './ImportMapDialog';

const file = vi.hoisted((): { facts: MapFileFacts | null } => ({ facts: null }));
vi.mock('./useMapFile', () => ({ useMapFile: () => file.facts }));

const user = userEvent.setup();
const onImport = vi.fn();
const onClose = vi.fn();
const dialog = (blob: Blob) => <ImportMapDialog file={blob} onImport={onImport} onClose={onClose} />;
const press = (name: string) => user.click(screen.getByRole('button', { name }));
const facts: MapFileFacts = {
  ...{ width: 32, height: 24, thumbnail: { width: 2, height: 1, rgba: new Uint8Array(8).fill(255) } },
  ...{ transparency: 'none', noisyShare: 0 },
};

beforeEach(() => {
  freshStudio();
  vi.clearAllMocks();
  file.facts = null;
});

it('asks what white means anew for every file, also where one takes another’s place', async () => {
  const { rerender } = draw(dialog(new File([], 'map.png')));
  const means = (name: string) => screen.findByRole('radio', { name });
  await user.click(await means('Stays as it is'));
  expect((await means('Stays as it is')).getAttribute('aria-checked')).toBe('true');
  await press('Import');
  expect(onImport).toHaveBeenLastCalledWith(expect.objectContaining({ whiteMeans: 'stays' }), false);

  rerender(<Tooltip.Provider>{dialog(new File([], 'map.png'))}</Tooltip.Provider>);
  expect((await means('May change')).getAttribute('aria-checked')).toBe('true');
  await press('Import');
  expect(onImport).toHaveBeenLastCalledWith(expect.objectContaining({ whiteMeans: 'may-change' }), false);
});

it('says nothing of an ordinary map of the picture’s size', () => {
  file.facts = facts;
  draw(dialog(new File([], 'map.png')));
  expect(screen.queryByRole('note')).toBeNull();
});

it('says what is odd about a file, and takes the remedy that is offered into the reading', async () => {
  file.facts = { ...facts, width: 64, height: 24, noisyShare: 0.14, transparency: 'holds-the-map' };
  draw(dialog(new File([], 'map.jpg')));
  const notes = () => screen.getAllByRole('note').map(({ textContent }) => textContent ?? '');
  expect(notes()).toHaveLength(3);
  expect(notes().at(-1)).toMatch(/64 × 24.*32 × 24.*stretched to fit/);
  await press('Clean black and white');
  await press('Read its transparency');
  expect(notes()).toHaveLength(1);
  await press('Import');
  expect(onImport).toHaveBeenCalledWith({ whiteMeans: 'may-change', values: 'transparency', cleaned: true }, false);
});

it('keeps what is painted where that is wanted, and can be left without an import', async () => {
  draw(dialog(new File([], 'map.png')));
  await user.click(screen.getByRole('switch', { name: 'Keep what is painted' }));
  await press('Import');
  expect(onImport).toHaveBeenCalledWith(expect.anything(), true);
  await press('Leave it');
  expect(onClose).toHaveBeenCalledOnce();
  expect(onImport).toHaveBeenCalledOnce();
});
