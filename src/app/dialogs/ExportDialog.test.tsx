// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Tooltip } from 'radix-ui';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openPicture } from '../../document/commands';
import { exportOptionsStore, setExportOptions } from '../../exchange/export/exportOptions';
import { ExportDialog } from './ExportDialog';

const asked = vi.hoisted(() => ({ encodes: [] as unknown[], names: [] as string[] }));
vi.mock('../../exchange/pictureWorker', () => ({
  pictureWorker: () => ({
    lossyFormats: () => Promise.resolve(['jpeg', 'webp']),
    encode: (_rows: unknown, _size: unknown, { about }: { about: unknown }, { form }: { form: unknown }) => {
      asked.encodes.push([form, about]);
      return Promise.resolve(new Uint8Array(1));
    },
    encodeLayered: (_flat: unknown, _size: unknown, layers: { name: string; kind: string }[], _notes: unknown, form: string) => {
      asked.encodes.push([form, layers.map(({ name, kind }) => [name, kind])]);
      return Promise.resolve(new Uint8Array(1));
    },
  }),
}));
vi.mock('../../exchange/export/download', () => ({ download: (_blob: Blob, name: string) => asked.names.push(name) }));

const onClose = vi.fn();
const shown = () =>
  render(
    <Tooltip.Provider>
      <ExportDialog open onClose={onClose} />
    </Tooltip.Provider>,
  );

beforeEach(() => {
  asked.encodes.length = 0;
  asked.names.length = 0;
  onClose.mockClear();
  setExportOptions({ format: 'png', metadata: true, quality: 0.9, sidePx: null });
  openPicture({ width: 4, height: 3, rgba: new Uint8Array(48), icc: null, name: 'lake.png' });
});
afterEach(cleanup);

it('offers what this browser writes, asks for quality where detail is lost, and remembers', async () => {
  shown();
  const user = userEvent.setup();
  await vi.waitFor(() =>
    expect(screen.getAllByRole('radio').map((radio) => radio.getAttribute('aria-label'))).toEqual([
      'PNG',
      'JPEG',
      'WebP',
      'PSD',
      'OpenRaster',
    ]),
  );
  expect(screen.queryByRole('slider', { name: 'Quality' })).toBeNull();
  await user.click(screen.getByRole('radio', { name: 'JPEG' }));
  expect(screen.getByRole('slider', { name: 'Quality' }).getAttribute('aria-valuenow')).toBe('90');
  await user.click(screen.getByRole('switch', { name: 'Say how it was made' }));
  await user.click(screen.getByRole('button', { name: 'Export JPEG' }));
  await vi.waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(asked).toEqual({ encodes: [[{ format: 'jpeg', quality: 0.9, sidePx: null }, null]], names: ['lake edited.jpg'] });
  expect([exportOptionsStore.getState().format, exportOptionsStore.getState().metadata]).toEqual(['jpeg', false]);
});

it('layers go out with the source below and the map above', async () => {
  shown();
  const user = userEvent.setup();
  await user.click(screen.getByRole('radio', { name: 'PSD' }));
  await user.click(screen.getByRole('button', { name: 'Export PSD' }));
  await vi.waitFor(() => expect(asked.names).toEqual(['lake edited.psd']));
  expect(asked.encodes).toEqual([
    [
      'psd',
      [
        ['Source', 'picture'],
        ['Change map: Map', 'map'],
      ],
    ],
  ]);
});
