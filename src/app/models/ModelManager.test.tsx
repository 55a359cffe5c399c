// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { catalogSchema } from '../../../workers/protocol/catalog';
import { Fault } from '../../../workers/protocol/faults';
import type { ImportReport } from '../../../workers/protocol/importReport';
import type { StoreClient } from '../../engine/storeClient';
import { emptyUsage, fakeStore, storedPackage } from '../../models/fakeStore';
import { shelfStore } from '../../models/shelf';
import { draw, freshStudio } from '../testing/freshStudio';
import { ModelManager } from './ModelManager';

const studio = vi.hoisted((): { store: StoreClient | null } => ({ store: null }));
vi.mock('../../models/studioStore', () => ({ studioStore: () => studio.store }));
vi.mock('../../models/catalog', () => ({
  readCatalog: () => Promise.resolve(catalogSchema.parse(JSON.parse(readFileSync('public/models/catalog.json', 'utf8')))),
}));

const user = userEvent.setup();
const list = (name: string) => within(screen.getByRole('region', { name }));
const press = (name: string) => user.click(screen.getByRole('button', { name }));

/** The dialog's content over a store that answers as scripted. */
function open(script: Partial<StoreClient> = {}): void {
  studio.store = fakeStore(script);
  draw(<ModelManager />);
}

beforeEach(() => {
  freshStudio();
  shelfStore.setState(shelfStore.getInitialState(), true);
});

it('narrows the one list by name, and steps from the search into its rows by keys', async () => {
  open({ list: () => Promise.resolve([storedPackage({ id: 'p', title: 'Paper' })]) });
  expect(await screen.findByRole('button', { name: 'Paper' })).toBeTruthy();
  await screen.findByRole('button', { name: 'DreamShaper 8' });
  const search = screen.getByRole('searchbox', { name: 'Find a model' });
  await user.type(search, 'dreamshaper 8');
  expect(screen.queryByRole('button', { name: 'Paper' })).toBeNull();
  expect(list('Catalogue').getAllByRole('button', { name: /DreamShaper/ })).toHaveLength(1);
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('DreamShaper 8');
  await user.keyboard('{Enter}');
  expect(await screen.findByRole('region', { name: 'DreamShaper 8' })).toBeTruthy();
});

it('verifies a kept model and says what came of it, and deletes it only when asked twice', async () => {
  let kept = [storedPackage({ id: 'p', title: 'Paper', doneBytes: 3e9 })];
  const remove = vi.fn(() => {
    kept = [];
    return Promise.resolve(null);
  });
  const verify = vi.fn(() => Promise.resolve({ packageId: 'p', bad: [], readBytes: 3e9, blockBytes: 2 ** 24 }));
  open({ list: () => Promise.resolve(kept), usage: () => Promise.resolve({ ...emptyUsage, packagesBytes: 3e9 }), verify, remove });
  await user.click(await screen.findByRole('button', { name: 'Paper' }));
  await press('Verify');
  expect((await screen.findByText(/are as they were stored\./)).getAttribute('role')).toBe('status');

  await press('Delete');
  await press('Keep it');
  expect(remove).not.toHaveBeenCalled();
  await press('Delete');
  await press('Delete now');
  expect(await screen.findByText(/no longer kept/)).toBeTruthy();
  expect(remove).toHaveBeenCalledExactlyOnceWith('p');
  expect(screen.queryByRole('button', { name: 'Paper' })).toBeNull();
});

it('says why a repository is refused, what is as it was, and the other ways on; what was typed stays', async () => {
  const listRepository = vi.fn(() => Promise.reject(new Fault('download-refused', 'The hub does not let it out.', 'Accept its terms.')));
  open({ listRepository });
  await press('Hub repository');
  await user.type(screen.getByRole('textbox', { name: 'Repository or words' }), 'some/model');
  await press('Look into it');
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toBe('The hub does not let it out.Accept its terms.');
  expect(screen.getByRole('list', { name: 'What is as it was' }).textContent).toContain('Nothing was copied');
  expect(within(screen.getByRole('group', { name: 'Other ways on' })).getAllByRole('button').length).toBeGreaterThan(1);
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Repository or words' }).value).toBe('some/model');
});

it('gives up looking at once on Cancel, and an answer that comes after it changes nothing', async () => {
  let answer: (fault: Fault) => void = () => undefined;
  open({
    listRepository: () => new Promise((_, reject) => (answer = reject)),
  });
  await press('Hub repository');
  await user.type(screen.getByRole('textbox', { name: 'Repository or words' }), 'some/model');
  await press('Look into it');
  await screen.findByText(/Looking into/);
  await press('Cancel');
  expect(screen.queryByText(/Looking into/)).toBeNull();
  answer(new Fault('network', 'Too late.'));
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Look into it' }).disabled).toBe(false));
  expect(screen.queryByRole('alert')).toBeNull();
});

describe('an archive', () => {
  const report: ImportReport = {
    ...{ title: 'Packed', layout: 'diffusers', layoutWords: '', family: 'sd1', variant: 'base', familyWords: 'Stable Diffusion 1' },
    ...{ isInpainting: false, scheduler: 'DDIM', nativeSize: { width: 512, height: 512 }, parts: [], findings: [] },
    ...{ features: [{ feature: 'image-to-image', works: true, words: null }], estimatedMemoryBytes: 1, totalBytes: 77 },
    lending: { gives: [], lacks: [], latents: 'sd', isPart: false },
  };
  const drop = async (sizeBytes: number) => {
    const file = new File(['PK'], 'model.zip', { type: 'application/zip' });
    Object.defineProperty(file, 'size', { value: sizeBytes });
    await press('Zip');
    await user.upload(screen.getByLabelText('Model zip'), file);
  };
  const importButton = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Import' });
  const needed = ['unet/model.onnx', 'vae_decoder/model.onnx'];

  it('is copied only after what it unpacks to, from how much and how many times as much were shown', async () => {
    const importPackage = vi.fn(() => Promise.reject(new Fault('unexpected', 'This is not scripted.')));
    open({ inspect: () => Promise.resolve({ report, needed, neededBytes: 461_000_000 }), importPackage });
    await drop(150_000_000);
    expect(await screen.findByText(/To copy: 461 MB in 2 files, unpacked from 150 MB, 3\.1 times as much.*free for it/)).toBeTruthy();
    expect([importButton().disabled, importPackage.mock.calls.length]).toEqual([false, 0]);
    await press('Import');
    await waitFor(() => expect(importPackage).toHaveBeenCalledOnce());
  });

  it('is not to be copied where it unpacks to more than there is room for', async () => {
    open({ inspect: () => Promise.resolve({ report, needed, neededBytes: 10e9 }) });
    await drop(461_000);
    expect(await screen.findByText(/To copy: 10\.00 GB in 2 files, unpacked from 461 kB, 21692 times as much/)).toBeTruthy();
    expect(screen.getByText(/more than the browser lets Sfumato use/)).toBeTruthy();
    expect(importButton().disabled).toBe(true);
  });

  it('that grows beyond reason is refused while it is looked into', async () => {
    const trap = new Fault('import-refused', 'The archive’s 461000 bytes would grow to 10000000000: this is no model but a trap.');
    open({ inspect: () => Promise.reject(trap) });
    await drop(461_000);
    expect((await screen.findByRole('alert')).textContent).toContain('would grow to 10000000000');
    expect(screen.queryByRole('button', { name: 'Import' })).toBeNull();
  });
});

it('says where the store cannot be asked, and lists the rest all the same', async () => {
  open({ list: () => Promise.reject(new Fault('storage-unavailable', 'The disk cannot be read.', 'Free some room.')) });
  expect((await screen.findByRole('alert')).textContent).toContain('The disk cannot be read.');
  expect(list('On this computer').getByRole('button', { name: 'Starter' })).toBeTruthy();
});
