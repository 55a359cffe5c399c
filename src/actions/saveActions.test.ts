import { beforeEach, expect, it, vi } from 'vitest';
import { openPicture } from '../document/commands';
import { emptyDocument } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { saveStateStore } from '../document/storage/saveState';
import { hush, sayingStore } from '../ui/saying';
import { actionById } from './registry';
import { runAction } from './runAction';

const saved = vi.hoisted(() => vi.fn(() => Promise.resolve()));
vi.mock('./projectFiles', async (original) => ({ ...(await original<object>()), saveProjectFile: saved }));

const saying = () => vi.waitUntil(() => sayingStore.getState().saying);

beforeEach(() => {
  saved.mockClear();
  hush();
  documentStore.setState(emptyDocument, true);
  openPicture({ width: 2, height: 2, rgba: new Uint8Array(16), icc: null, name: 'p' }, 'd');
});

it('mod+S says that all is saved and offers the project file', async () => {
  const save = actionById('save');
  expect([save.keys, save.whileTyping]).toEqual([['mod+s'], true]);
  saveStateStore.setState({ status: 'saved', fault: null });
  runAction(save);
  const { sentence, offer } = (await saying())!;
  expect(sentence).toMatch(/^All is saved, in this browser\./);
  expect(offer?.label).toBe('Save project file');
  offer?.run();
  expect(saved).toHaveBeenCalledOnce();
});

it('says what stands in the way where it is not, once saving has ended', async () => {
  saveStateStore.setState({ status: 'saving', fault: null });
  runAction(actionById('save'));
  await Promise.resolve();
  expect(sayingStore.getState().saying).toBeNull();
  saveStateStore.setState({ status: 'failed' as never, fault: { code: 'storage-full', message: 'The disk is full.', hint: '' } as never });
  const { sentence, offer } = (await saying())!;
  expect([sentence, offer?.label]).toEqual(['The disk is full.', 'Save project file']);
});
