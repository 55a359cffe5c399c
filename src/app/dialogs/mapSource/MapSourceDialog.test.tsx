// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { Fault } from '../../../../workers/protocol/faults';
import { mapWorker } from '../../../changemap/mapWorker';
import { fillMap } from '../../../document/commands';
import { documentStore } from '../../../document/documentStore';
import { undo } from '../../../document/history';
import { reportToUser } from '../../../ui/notices';
import { draw, freshStudio } from '../../testing/freshStudio';
import { MapSourceDialog } from './MapSourceDialog';

vi.mock('../../../changemap/mapWorker', async () => {
  const { inProcessMaps } = await import('../../../changemap/testing/inProcessMaps');
  const maps = inProcessMaps();
  return { mapWorker: () => maps };
});
vi.mock('../../../ui/notices', { spy: true });

const user = userEvent.setup();
const closed = vi.fn();
const maps = () => documentStore.getState().maps.map(({ name, map }) => [name, map.read(4, 4), map.read(28, 4)]);
const make = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Make map' });
const ready = () => waitFor(() => expect(make().disabled).toBe(false));

async function chooseSource(name: string): Promise<void> {
  await user.click(screen.getByRole('combobox', { name: 'Made from' }));
  await user.click(await screen.findByRole('option', { name }));
}

beforeEach(() => {
  vi.restoreAllMocks();
  closed.mockClear();
  freshStudio();
  // Black at the left, red at the right.
  const rgba = Uint8Array.from({ length: 32 * 24 * 4 }, (_, i) => (i % 4 === 3 || (i % 4 === 0 && (i >> 2) % 32 >= 16) ? 255 : 0));
  act(() => documentStore.setState({ picture: { width: 32, height: 24, rgba, icc: null, name: 'p' } }));
  draw(<MapSourceDialog open onClose={closed} />);
});

it('makes a map of the picture in the place of the empty one, as it was shown before, and Undo takes it back', async () => {
  expect(await screen.findByRole('img', { name: 'The map it would be' })).toBeTruthy();
  await chooseSource('Saturation of the picture');
  await ready();
  await user.click(make());
  await waitFor(() => expect(closed).toHaveBeenCalledOnce());
  expect(maps()).toEqual([[expect.any(String), 0, 255]]);
  act(undo);
  expect(maps()).toEqual([[expect.any(String), 0, 0]]);
});

it('makes it beside what is painted, unless the other is asked for', async () => {
  act(() => fillMap(9));
  await user.click(screen.getByRole('radio', { name: 'As a new map' }));
  await user.click(screen.getByRole('switch', { name: 'The other way round' }));
  await ready();
  await user.click(make());
  await waitFor(() => expect(closed).toHaveBeenCalled());
  const [first, second] = maps();
  expect([first?.[1], second?.[1]]).toEqual([9, 255]);
  expect(second?.[2]).toBeLessThan(255);
});

it('waits for what a source needs: a colour, which is clicked or named, and taken out again', async () => {
  await ready();
  await chooseSource('Colours of the picture');
  expect(screen.getByText('Click colours in the picture.')).toBeTruthy();
  await waitFor(() => expect(make().disabled).toBe(true));
  fireEvent.change(screen.getByLabelText('Add a colour'), { target: { value: '#ff0000' } });
  await ready();
  await user.click(screen.getByRole('button', { name: 'Take out #ff0000' }));
  await waitFor(() => expect(make().disabled).toBe(true));
});

it('says what went wrong, keeps the dialog open, and can be pressed again', async () => {
  await ready();
  vi.spyOn(mapWorker(), 'fromSource').mockRejectedValueOnce(new Fault('worker-died', 'The map worker ended.', 'Try again.'));
  await user.click(make());
  await waitFor(() => expect(reportToUser).toHaveBeenCalledWith(expect.objectContaining({ code: 'worker-died' })));
  expect(closed).not.toHaveBeenCalled();
  await ready();
  await user.click(make());
  await waitFor(() => expect(closed).toHaveBeenCalledOnce());
});
