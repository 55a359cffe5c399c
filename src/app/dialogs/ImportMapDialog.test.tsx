// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Tooltip } from 'radix-ui';
import { beforeEach, expect, it, vi } from 'vitest';
import { freshStudio } from '../testing/freshStudio';
import { ImportMapDialog } from './ImportMapDialog';

vi.mock('./useMapFile', () => ({ useMapFile: () => null }));
beforeEach(() => void freshStudio());

it('asks what white means anew for every file, also where one takes another’s place', async () => {
  const onImport = vi.fn();
  const dialog = (file: File | null) => (
    <Tooltip.Provider>
      <ImportMapDialog file={file} onImport={onImport} onClose={() => undefined} />
    </Tooltip.Provider>
  );
  const { rerender } = render(dialog(new File([], 'map.png')));
  const user = userEvent.setup();
  const means = (name: string) => screen.findByRole('radio', { name });
  await user.click(await means('Stays as it is'));
  expect((await means('Stays as it is')).getAttribute('aria-checked')).toBe('true');
  await user.click(screen.getByRole('button', { name: 'Import' }));
  expect(onImport).toHaveBeenLastCalledWith(expect.objectContaining({ whiteMeans: 'stays' }), false);

  rerender(dialog(new File([], 'map.png')));
  expect((await means('May change')).getAttribute('aria-checked')).toBe('true');
  await user.click(screen.getByRole('button', { name: 'Import' }));
  expect(onImport).toHaveBeenLastCalledWith(expect.objectContaining({ whiteMeans: 'may-change' }), false);
});
