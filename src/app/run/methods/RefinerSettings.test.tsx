// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { documentStore } from '../../../document/documentStore';
import { setSetting } from '../../../document/commands';
import { undo } from '../../../document/history';
import { fakeStore, storedPackage } from '../../../models/fakeStore';
import { packageStore } from '../../../models/packageStore';
import { openRefiner } from '../../../models/refiner';
import { shelfStore } from '../../../models/shelf';
import { draw, freshStudio } from '../../testing/freshStudio';
import { RefinerSettings } from './RefinerSettings';

const user = userEvent.setup();
const settings = () => documentStore.getState().settings;
const summary = {
  ...{ id: 'xl', title: 'XL', sha256: null, nativeSize: { width: 32, height: 32 }, sizeMultiple: 8, scaleFactor: 8 },
  ...{ latentChannels: 4, scheduler: 'EulerDiscreteScheduler', maximumTokens: 77, provider: 'wasm' as const, takesRefiner: true },
};

it('a kept refiner is chosen for models that it refines, and opened by its content', async () => {
  freshStudio();
  act(() => packageStore.setState({ summary: { ...summary, takesRefiner: false } }));
  act(() => shelfStore.setState({ packages: [storedPackage({ id: 'sd', family: 'Stable Diffusion 1.x' })] }));
  draw(<RefinerSettings />);
  expect(screen.queryByRole('button', { name: 'Open Models' })).toBeNull();
  act(() => packageStore.setState({ summary }));
  expect(screen.getByRole('button', { name: 'Open Models' })).toBeTruthy();
  const kept = storedPackage({ id: 'r', title: 'XL refiner', family: 'Stable Diffusion XL refiner' });
  act(() => shelfStore.setState({ packages: [kept] }));
  await user.click(screen.getByRole('combobox', { name: 'Refiner' }));
  await user.click(await screen.findByRole('option', { name: 'XL refiner' }));
  expect(settings().refiner).toEqual({ id: 'r', from: 0.8 });
  screen.getByRole('slider', { name: 'Refiner from' }).focus();
  await user.keyboard('{ArrowLeft}');
  expect(settings().refiner?.from).toBeCloseTo(0.79);

  const files = [{ path: 'unet/model.onnx', sizeBytes: 1, sha256: 'a'.repeat(64), blob: new Blob(['x']) }];
  const open = fakeStore({
    open: () => Promise.resolve({ id: 'r', title: 'XL refiner', family: null, licence: null, files, checkpoint: null }),
  });
  const opened = await openRefiner(settings(), summary, () => open);
  expect(opened?.named).toMatchObject({ package: { id: 'r', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string }, from: 0.79 });
  expect(opened?.source.kept?.title).toBe('XL refiner');
  expect(await openRefiner({ ...settings(), method: 'automatic-map' }, summary, () => open)).toBeNull();
  await expect(openRefiner(settings(), summary, () => fakeStore({}))).rejects.toThrow('refiner of this edit cannot be read');

  act(() => shelfStore.setState({ packages: [] }));
  expect(screen.getByRole('note').textContent).toContain('not kept here any more');
  act(undo);
  act(undo);
  expect(settings().refiner).toBeNull();
  act(() => setSetting('method', 'automatic-map'));
  expect(screen.queryByRole('button', { name: 'Open Models' })).toBeNull();
});
