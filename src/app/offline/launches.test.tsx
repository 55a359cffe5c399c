// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { closeDialog, dialogStore } from '../../actions/dialogStore';
import { canInstall, followInstall, installApp } from '../../actions/installApp';
import { documentStore } from '../../document/documentStore';
import { offeredModelStore } from '../../models/offeredModel';
import { FileDrop } from '../FileDrop';
import { Toasts } from '../Toasts';
import { draw, freshStudio } from '../testing/freshStudio';

vi.mock('../../actions/openImage', async () => {
  const { openPicture } = await import('../../document/commands');
  const { Fault } = await import('../../../workers/protocol/faults');
  return {
    openImageFile: (file: File) => {
      if (file.size === 0) throw new Fault('bad-picture', 'It is no picture.', 'Choose another one.');
      openPicture({ width: 4, height: 4, rgba: new Uint8Array(64), icc: null, name: file.name }, crypto.randomUUID());
    },
  };
});

type Consumer = (launch: { readonly files?: readonly FileSystemFileHandle[]; readonly targetURL?: string }) => void;
let launch: Consumer = () => undefined;
const handleOf = (name: string, content = 'x') =>
  ({ kind: 'file', name, getFile: () => Promise.resolve(new File([content], name)) }) as unknown as FileSystemFileHandle;
const gone = {
  ...{ kind: 'file', name: 'gone.png' },
  getFile: () => Promise.reject(new DOMException('It was moved.', 'NotFoundError')),
} as unknown as FileSystemFileHandle;
const pictureName = () => documentStore.getState().picture?.name;

beforeEach(() => {
  freshStudio();
  closeDialog();
  offeredModelStore.setState({ offered: null });
  vi.stubGlobal('launchQueue', { setConsumer: (take: Consumer) => (launch = take) });
  draw(
    <>
      <FileDrop />
      <Toasts />
    </>,
  );
});
afterEach(() => vi.unstubAllGlobals());

it('the first picture that opens is the scene; what cannot be read or opened, and what is left, is named', async () => {
  act(() => launch({ files: [gone, handleOf('bad.webp', ''), handleOf('good.jpg'), handleOf('more.png')] }));
  await waitFor(() => expect(pictureName()).toBe('good.jpg'));
  expect(await screen.findByText(/“bad.webp”: It is no picture/)).toBeTruthy();
  expect(await screen.findByText(/Not opened: “more.png”/)).toBeTruthy();
});

it('a model comes with its handle into the models, and what came with it is named', async () => {
  const handle = handleOf('big.safetensors');
  act(() => launch({ files: [handleOf('a.png'), handle] }));
  await waitFor(() => expect(dialogStore.getState().open).toBe('models'));
  expect(offeredModelStore.getState().offered).toMatchObject({ handle });
  expect([pictureName(), await screen.findByText(/Not opened: “a.png”/)]).toEqual(['p', expect.anything()]);
});

it('a project that is none is refused in words, and nothing is changed', async () => {
  act(() => launch({ files: [handleOf('old.sfumato', 'no zip')] }));
  expect(await screen.findByText(/This is no project that Sfumato can open/)).toBeTruthy();
  expect(pictureName()).toBe('p');
});

it('shortcuts open what they name, and other addresses nothing', () => {
  act(() => launch({ targetURL: 'https://studio.example/sub/?open=new' }));
  expect(dialogStore.getState().open).toBe('new-picture');
  closeDialog();
  for (const targetURL of ['https://studio.example/?open=toString', 'https://studio.example/', 'no address'])
    act(() => launch({ targetURL }));
  act(() => launch({}));
  expect(dialogStore.getState().open).toBeNull();
});

it('is offered for installing only where the browser offers it, and once', async () => {
  const stop = followInstall();
  expect(canInstall()).toBe(false);
  const prompt = vi.fn(() => Promise.resolve());
  const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt });
  window.dispatchEvent(offer);
  expect([canInstall(), offer.defaultPrevented]).toEqual([true, true]);
  await installApp();
  expect([prompt.mock.calls.length, canInstall()]).toEqual([1, false]);
  window.dispatchEvent(offer);
  window.dispatchEvent(new Event('appinstalled'));
  expect(canInstall()).toBe(false);
  stop();
});
